// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.time.Duration;

/// What a supervised Envoy is doing, as its [EnvoySupervisor] tells.
public sealed interface EnvoyState {

    record Starting() implements EnvoyState {}

    /// Its workers run: it has all that it waited for (with xDS: its first clusters and listeners).
    record Serving(long pid) implements EnvoyState {}

    /// It ended without having been asked to. A number above 128 is that of a signal, plus 128.
    record Died(int exitCode) implements EnvoyState {}

    record Restarting(Duration in) implements EnvoyState {}

    /// It accepts no new connections; requests in flight are finishing.
    record Draining() implements EnvoyState {}

    /// It was asked to end and has ended; nothing follows.
    record Stopped() implements EnvoyState {}
}
