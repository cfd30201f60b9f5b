// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.util.regex.Pattern;

/// What an Envoy has not finished.
///
/// @param http requests, and bytes of their answers
/// @param tcp connections that are not HTTP: nothing tells whether they could be closed
record InFlight(long http, long tcp) {
    private static final Pattern OF_WORKER = Pattern.compile("\\.(worker_\\d+|main_thread)\\.");

    /// @param gauges a line `name: value` each
    static InFlight of(String gauges) {
        long http = 0;
        long connections = 0;
        for (String line : gauges.lines().toList()) {
            int colon = line.lastIndexOf(": ");
            if (line.startsWith("http.admin.")
                    || line.startsWith("listener.admin.")
                    || OF_WORKER.matcher(line).find()
                    || colon < 0) {
                continue;
            }
            long value = Long.parseLong(line.substring(colon + 2));
            if (!line.startsWith("cx_active", colon - "cx_active".length())) {
                http += value;
            } else {
                connections += line.startsWith("listener.") ? value : -value;
            }
        }
        return new InFlight(http, Math.max(0, connections));
    }

    boolean any() {
        return http > 0 || tcp > 0;
    }
}
