// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import java.io.IOException;
import java.time.Duration;

/// Has an Envoy accept no new connections and tells when what is in flight is done.
final class EnvoyDrain {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    /// Connections, requests under way, and bytes of answers not yet taken by clients. A bootstrap
    /// must not filter these statistics out.
    private static final String GAUGES =
            "/stats?type=Gauges&filter="
                    + "^(http|listener)\\..*\\.downstream_(cx_active|rq_active|cx_tx_bytes_buffered)$";

    private final EnvoyAdmin admin;
    private final Duration accepting;

    EnvoyDrain(EnvoyAdmin admin, Duration accepting) {
        this.admin = admin;
        this.accepting = accepting;
    }

    /// Ends when nothing is in flight, when Envoy is gone, or when interrupted.
    void run() {
        try {
            // From here on answers say `Connection: close` (HTTP/1.1) and GOAWAY (HTTP/2).
            admin.post("/healthcheck/fail");
            Thread.sleep(accepting);
            admin.post("/drain_listeners");
            while (InFlight.of(admin.get(GAUGES).body()).any()) {
                Thread.sleep(LOOK_AGAIN);
            }
        } catch (IOException _) {
            // It has gone, or is going: nothing to wait for.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
