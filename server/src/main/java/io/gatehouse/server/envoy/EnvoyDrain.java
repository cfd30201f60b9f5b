// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.IOException;
import java.time.Duration;

/// Has an Envoy accept no new connections and tells when its requests in flight are answered.
final class EnvoyDrain {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    /// Requests under way, and bytes of answers not yet taken by clients. A bootstrap must not
    /// filter these statistics out.
    private static final String IN_FLIGHT =
            "/stats?type=Gauges&filter=^http\\..*\\.downstream_(rq_active|cx_tx_bytes_buffered)$";

    private final EnvoyAdmin admin;

    EnvoyDrain(EnvoyAdmin admin) {
        this.admin = admin;
    }

    /// Ends when nothing is in flight, when Envoy is gone, or when interrupted.
    void run() {
        try {
            // From here on answers say `Connection: close` (HTTP/1.1) and GOAWAY (HTTP/2).
            admin.post("/healthcheck/fail");
            admin.post("/drain_listeners");
            while (inFlight() > 0) {
                Thread.sleep(LOOK_AGAIN);
            }
        } catch (IOException _) {
            // It has gone, or is going: nothing to wait for.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private long inFlight() throws IOException {
        return admin.get(IN_FLIGHT)
                .body()
                .lines()
                .filter(line -> !line.startsWith("http.admin."))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
