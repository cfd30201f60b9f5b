// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.kubernetes.api.ApiServer;
import io.gatehouse.kubernetes.status.LeaderElection;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.ControlPlane;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.replica.ReplicaAccess;
import io.gatehouse.server.replica.Replicas;
import io.gatehouse.server.status.OwnReport;
import io.gatehouse.server.status.ReportedProxy;
import io.gatehouse.server.status.Rollouts;
import io.gatehouse.server.status.Served;
import io.gatehouse.server.status.StatusTiming;
import io.gatehouse.server.status.StatusWriter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The replica that holds the Lease writes what became of each object. What it is told may come
/// from any thread.
final class ClusterStatus implements AutoCloseable {
    private static final String LEASE = "gatehouse-leader";

    private final ApiServer api;
    private final ReplicaAddresses addresses;
    private final Map<String, ProxyGroup> groups = new ConcurrentHashMap<>();
    private final Served served;
    private final StatusWriter writer;
    private final Replicas replicas;
    private final LeaderElection election;

    /// @param access to the other replicas
    /// @param controlPlane asked for after [#start] only
    /// @param group told those that proxies of other replicas belong to
    /// @param progress told sentences for people; must not block
    /// @param trouble likewise
    ClusterStatus(
            KubernetesClient client,
            ApiServer api,
            ClusterSettings settings,
            ReplicaAccess access,
            Supplier<ControlPlane> controlPlane,
            Consumer<ProxyGroup> group,
            Consumer<String> progress,
            Consumer<String> trouble) {
        this.api = api;
        String replica = replica();
        addresses =
                new ReplicaAddresses(
                        settings.namespace(),
                        settings.service(),
                        replica,
                        settings.xds().getPort());
        replicas =
                new Replicas(
                        () -> addresses.others(controlPlane.get().state()),
                        access,
                        Replicas.PATIENCE,
                        new ReplicaNews(group, progress, trouble));
        served =
                new Served(
                        () -> controlPlane.get().state(),
                        () -> new TreeMap<>(groups),
                        () -> controlPlane.get().proxies(),
                        name -> controlPlane.get().resources(name),
                        replicas::now);
        writer =
                new StatusWriter(
                        api,
                        replica,
                        served,
                        StatusTiming.DEFAULT,
                        InstantSource.system(),
                        trouble);
        election =
                new LeaderElection(
                        client,
                        settings.namespace(),
                        LEASE,
                        replica + "_" + UUID.randomUUID(),
                        leads -> {
                            replicas.lead(leads);
                            writer.lead(leads);
                            progress.accept(
                                    leads
                                            ? "This replica leads: it writes the status of objects"
                                            : "This replica no longer leads");
                        },
                        trouble);
    }

    /// In a pod, its name.
    private static String replica() {
        return Stream.of("POD_NAME", "HOSTNAME")
                .map(System.getenv()::get)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse("gatehouse");
    }

    /// Where other replicas are, as the API server says now.
    ///
    /// @throws IOException if it does not say
    Set<InetSocketAddress> others() throws IOException {
        return addresses.others(api);
    }

    /// What other replicas are told.
    OwnReport report() {
        return writer.report();
    }

    /// How far objects have come, on proxies of all replicas. For whoever asks, the others are
    /// asked, too, if this replica does not lead.
    Rollouts rollouts(ControlPlane controlPlane) {
        return new Rollouts(
                served.with(replicas::asked), controlPlane.changes(), controlPlane::blaming);
    }

    /// Groups that proxies of other replicas belong to, while this one leads.
    Set<String> groupsElsewhere() {
        return replicas.now().reports().stream()
                .flatMap(report -> report.proxies().stream())
                .map(ReportedProxy::group)
                .collect(Collectors.toSet());
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
        replicas.close();
    }

    private final class ReplicaNews implements Replicas.Listener {
        private final Consumer<ProxyGroup> groups;
        private final Consumer<String> progress;
        private final Consumer<String> trouble;

        ReplicaNews(
                Consumer<ProxyGroup> groups, Consumer<String> progress, Consumer<String> trouble) {
            this.groups = groups;
            this.progress = progress;
            this.trouble = trouble;
        }

        @Override
        public void group(ProxyGroup group) {
            groups.accept(group);
        }

        @Override
        public void reported(Set<ObjectKey> keys) {
            writer.reported(keys);
        }

        @Override
        public void progress(String sentence) {
            progress.accept(sentence);
        }

        @Override
        public void trouble(String sentence) {
            trouble.accept(sentence);
        }
    }
}
