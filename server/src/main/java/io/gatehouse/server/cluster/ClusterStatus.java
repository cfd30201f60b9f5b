// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.kubernetes.api.ApiServer;
import io.gatehouse.kubernetes.status.LeaderElection;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.ControlPlane;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.status.Served;
import io.gatehouse.server.status.StatusTiming;
import io.gatehouse.server.status.StatusWriter;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The replica that holds the Lease writes what became of each object. What it is told may come
/// from any thread.
final class ClusterStatus implements AutoCloseable {
    private static final String LEASE = "gatehouse-leader";

    private final Map<String, ProxyGroup> groups = new ConcurrentHashMap<>();
    private final StatusWriter writer;
    private final LeaderElection election;

    /// @param namespace the control plane's own
    /// @param controlPlane asked for after [#start] only
    /// @param progress told sentences for people; must not block
    /// @param trouble likewise
    ClusterStatus(
            KubernetesClient client,
            ApiServer api,
            String namespace,
            Supplier<ControlPlane> controlPlane,
            Consumer<String> progress,
            Consumer<String> trouble) {
        String replica = replica();
        writer =
                new StatusWriter(
                        api,
                        replica,
                        new Served(
                                () -> controlPlane.get().state(),
                                () -> new TreeMap<>(groups),
                                () -> controlPlane.get().proxies(),
                                group -> controlPlane.get().resources(group)),
                        StatusTiming.DEFAULT,
                        InstantSource.system(),
                        trouble);
        election =
                new LeaderElection(
                        client,
                        namespace,
                        LEASE,
                        replica + "_" + UUID.randomUUID(),
                        leads -> {
                            writer.lead(leads);
                            progress.accept(
                                    leads
                                            ? "This replica leads: it writes the status of objects"
                                            : "This replica no longer leads");
                        });
    }

    /// In a pod, its name.
    private static String replica() {
        String host = System.getenv("HOSTNAME");
        return host == null || host.isBlank() ? "gatehouse" : host;
    }

    /// Once the configuration is served.
    void start() {
        writer.start();
        election.start();
    }

    boolean leading() {
        return election.leading();
    }

    /// Those that have proxies here.
    Collection<ProxyGroup> groups() {
        return groups.values();
    }

    void add(ProxyGroup group) {
        groups.put(group.name(), group);
    }

    void forget(String group) {
        groups.remove(group);
    }

    void applied(AppliedChange change) {
        writer.applied(change);
    }

    void live(LiveChange change) {
        writer.live(change);
    }

    @Override
    public void close() {
        writer.close();
        election.close();
    }
}
