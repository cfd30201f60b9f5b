// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.replica.ReplicaReportServer;
import io.gatehouse.server.replica.Replicas;
import io.gatehouse.server.replica.ServedReplica;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Two replicas that serve the same Gateways; the first one may lead, and follows the other.
final class LinkedReplicas implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    final WrittenGateways other = new WrittenGateways();
    final WrittenGateways leader;
    private final List<ProxyGroup> groups = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final Replicas replicas;
    private ReplicaReportServer reports;
    private ServedReplica server;
    private volatile Set<InetSocketAddress> addresses;
    private volatile String token = "control plane";

    LinkedReplicas() throws IOException {
        serve(0);
        addresses = Set.of(server.address());
        replicas =
                new Replicas(
                        () -> addresses, ServedReplica.access(() -> token), PATIENCE, new News());
        leader = new WrittenGateways(replicas::now);
    }

    private void serve(int port) throws IOException {
        reports = new ReplicaReportServer(other.writer()::report, ServedReplica::objection);
        server = new ServedReplica(port, reports);
    }

    void token(String shown) {
        token = shown;
    }

    void lead() {
        replicas.lead(true);
        leader.lead(true);
    }

    /// What the first one knows of the other when it does not lead and somebody asks.
    OtherReplicas asked() {
        return replicas.asked();
    }

    void gateway(String name, int generation) {
        other.gateway(name, generation);
        leader.gateway(name, generation);
    }

    /// Of which the leader was told.
    List<String> groups() {
        return groups.stream().map(ProxyGroup::name).toList();
    }

    List<String> troubles() {
        return List.copyOf(troubles);
    }

    void stopOther() {
        reports.close();
        server.close();
    }

    void startOther() throws IOException {
        serve(addresses.iterator().next().getPort());
    }

    void removeOther() {
        addresses = Set.of();
        stopOther();
    }

    @Override
    public void close() {
        leader.close();
        replicas.close();
        other.close();
        stopOther();
    }

    private final class News implements Replicas.Listener {
        @Override
        public void group(ProxyGroup group) {
            groups.add(group);
        }

        @Override
        public void reported(Set<ObjectKey> keys) {
            leader.writer().reported(keys);
        }

        @Override
        public void progress(String sentence) {}

        @Override
        public void trouble(String sentence) {
            troubles.add(sentence);
        }
    }
}
