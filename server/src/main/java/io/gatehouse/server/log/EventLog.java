// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Writes what happens, one event after the other. Safe for use by several threads; throws nothing.
public final class EventLog {
    private final EventFormat format;
    private final PrintStream out;
    private final Clock clock;

    public EventLog(EventFormat format, PrintStream out, Clock clock) {
        this.format = format;
        this.out = out;
        this.clock = clock;
    }

    public void info(String message, EventField... fields) {
        tell(Severity.INFO, message, fields);
    }

    public void warning(String message, EventField... fields) {
        tell(Severity.WARNING, message, fields);
    }

    public void error(String message, EventField... fields) {
        tell(Severity.ERROR, message, fields);
    }

    public void tell(Severity severity, String message, EventField... fields) {
        List<EventField> all = List.of(fields);
        write(severity, message, time -> format.event(time, severity, message, all));
    }

    public void tell(Finding finding) {
        write(finding.severity(), finding.message(), time -> format.finding(time, finding));
    }

    /// Tells that a finding no longer holds.
    public void resolved(Finding finding) {
        write(Severity.INFO, finding.message(), time -> format.resolved(time, finding));
    }

    /// Whatever goes wrong in writing an event, such as a field whose `toString` fails: its message
    /// is told.
    private void write(Severity severity, String message, Function<Instant, String> line) {
        synchronized (out) {
            Instant now = clock.instant();
            String text;
            try {
                text = line.apply(now);
            } catch (RuntimeException e) {
                EventField problem = EventField.of("unwritable", e.getClass().getName());
                text = format.event(now, severity, message, List.of(problem));
            }
            out.print(text + "\n");
            out.flush();
        }
    }
}
