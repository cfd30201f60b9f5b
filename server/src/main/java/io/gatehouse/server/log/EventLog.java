// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Writes what happens, one event after the other. Safe for use by several threads; throws nothing.
public final class EventLog {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final Duration END = Duration.ofSeconds(1);

    private final EventFormat format;
    private final LogOutput out;
    private final Clock clock;

    /// Whoever tells something waits until it is written.
    public EventLog(EventFormat format, PrintStream out, Clock clock) {
        this(format, LogOutput.at(out), clock);
    }

    /// Nobody waits for whoever reads it: what is not read in time is lost, and that is told.
    public static EventLog unawaited(EventFormat format, PrintStream out, Clock clock) {
        return new EventLog(
                format,
                new UnawaitedOutput(
                        out,
                        lost ->
                                format.event(
                                                clock.instant(),
                                                Severity.WARNING,
                                                lost
                                                        + " lines are lost: nobody has read them in time",
                                                List.of())
                                        + "\n",
                        MOST_CHARACTERS),
                clock);
    }

    private EventLog(EventFormat format, LogOutput out, Clock clock) {
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

    /// What is no event, for people.
    ///
    /// @param lines each with its end
    public void print(String lines) {
        out.print(lines);
    }

    /// Waits until all is written, a second at most.
    public void finish() {
        out.finish(END);
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
        }
    }
}
