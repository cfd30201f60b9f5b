// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import io.gatehouse.config.Severity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Brings what libraries say through `java.util.logging` to an [EventLog].
public final class JavaLogging {
    /// It warns of each attempt, several a minute; what matters of it is told by our own.
    private static final Logger ELECTION =
            Logger.getLogger("io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector");

    private JavaLogging() {}

    /// From now on, for the whole process; only warnings and worse.
    public static void routeTo(EventLog log, boolean stackTraces) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.WARNING);
        ELECTION.setLevel(Level.SEVERE);
        root.addHandler(new ToEventLog(log, stackTraces));
    }

    private static final class ToEventLog extends Handler {
        private final EventLog log;
        private final boolean stackTraces;
        private final SimpleFormatter formatter = new SimpleFormatter();

        ToEventLog(EventLog log, boolean stackTraces) {
            this.log = log;
            this.stackTraces = stackTraces;
        }

        @Override
        public void publish(LogRecord record) {
            if (!isLoggable(record) || record.getLevel().intValue() < Level.WARNING.intValue()) {
                return;
            }
            Severity severity =
                    record.getLevel().intValue() >= Level.SEVERE.intValue()
                            ? Severity.ERROR
                            : Severity.WARNING;
            log.tell(severity, message(record), fields(record).toArray(EventField[]::new));
        }

        private String message(LogRecord record) {
            String message = String.valueOf(formatter.formatMessage(record));
            Throwable thrown = record.getThrown();
            if (thrown == null || !stackTraces) {
                return message;
            }
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return message + "\n" + text.toString().replace("\t", "    ");
        }

        private static List<EventField> fields(LogRecord record) {
            List<EventField> fields = new ArrayList<>();
            if (record.getLoggerName() != null) {
                fields.add(EventField.of("logger", record.getLoggerName()));
            }
            Throwable thrown = record.getThrown();
            if (thrown != null) {
                fields.add(EventField.of("exception", thrown.toString()));
            }
            return fields;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
