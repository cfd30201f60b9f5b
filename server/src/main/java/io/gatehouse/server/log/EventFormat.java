// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.log;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import java.time.Instant;
import java.util.List;

/// How events are written: each as text without a line break at its end.
public sealed interface EventFormat permits JsonFormat, TextFormat {
    String event(Instant time, Severity severity, String message, List<EventField> fields);

    String finding(Instant time, Finding finding);

    /// A finding that no longer holds.
    String resolved(Instant time, Finding finding);
}
