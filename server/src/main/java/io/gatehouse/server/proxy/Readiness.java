// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.server.envoy.EnvoyAdmin;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether requests may come to this proxy: its Envoy is live, has taken clusters and listeners
/// from the control plane, and its workers run. Envoy is live only when all listeners of that first
/// configuration have their routes and secrets, so they are active then. What Envoy has counts, not
/// whether the control plane is still there; an Envoy that was started again begins anew.
///
/// That is what Istio's agent asks for, which counts a refused first configuration in, too.
final class Readiness {
    private static final String CLUSTERS = "cluster_manager.cds.update_success";
    private static final String LISTENERS = "listener_manager.lds.update_success";
    private static final String WORKERS = "listener_manager.workers_started";
    private static final String STATISTICS =
            "/stats?filter=^(cluster_manager\\.cds\\.update_success"
                    + "|listener_manager\\.lds\\.update_success"
                    + "|listener_manager\\.workers_started)$";

    private final EnvoyAdmin admin;
    private volatile boolean ending;

    Readiness(EnvoyAdmin admin) {
        this.admin = admin;
    }

    /// From now on there is an obstacle.
    void end() {
        ending = true;
    }

    /// Why not, in a line.
    Optional<String> obstacle() {
        if (ending) {
            return Optional.of("ending: requests in flight may finish");
        }
        try {
            return obstacle(admin.get("/ready"), statistics());
        } catch (IOException _) {
            return Optional.of("Envoy does not run");
        }
    }

    private static Optional<String> obstacle(
            EnvoyAdmin.Response ready, Map<String, Long> statistics) {
        if (statistics.getOrDefault(CLUSTERS, 0L) == 0) {
            return Optional.of("the control plane has not sent clusters yet");
        }
        if (statistics.getOrDefault(LISTENERS, 0L) == 0) {
            return Optional.of("the control plane has not sent listeners yet");
        }
        if (ready.status() != 200) {
            return Optional.of("Envoy is " + ready.body().strip());
        }
        if (statistics.getOrDefault(WORKERS, 0L) == 0) {
            return Optional.of("Envoy's workers do not run yet");
        }
        return Optional.empty();
    }

    private Map<String, Long> statistics() throws IOException {
        return admin.get(STATISTICS)
                .body()
                .lines()
                .map(line -> line.split(": ", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> Long.parseLong(parts[1])));
    }
}
