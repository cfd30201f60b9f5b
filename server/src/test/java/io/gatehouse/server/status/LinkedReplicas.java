// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.live.TestAuthority;
import io.gatehouse.server.replica.ReplicaAccess;
import io.gatehouse.server.replica.ReplicaReportServer;
import io.gatehouse.server.replica.Replicas;
import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.xds.Admission;
import io.gatehouse.xds.Caller;
import io.gatehouse.xds.DiscoveryEndpoint;
import io.gatehouse.xds.DiscoveryServer;
import io.gatehouse.xds.DiscoverySettings;
import io.gatehouse.xds.ProxyEvents;
import io.gatehouse.xds.ResourceCache;
import io.gatehouse.xds.SystemTicker;
import io.grpc.TlsServerCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Two replicas that serve the same Gateways; the first one may lead, and follows the other.
final class LinkedReplicas implements AutoCloseable {
    private static final String HOST = "gatehouse.istio-system.svc";
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final TestAuthority AUTHORITY = TestAuthority.make("gatehouse");
    private static final ClientIdentity IDENTITY = AUTHORITY.issue(HOST);

    final WrittenGateways other = new WrittenGateways();
    final WrittenGateways leader;
    private final List<ProxyGroup> groups = new CopyOnWriteArrayList<>();
    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final SystemTicker ticker = new SystemTicker();
    private final Replicas replicas;
    private ReplicaReportServer reports;
    private DiscoveryServer server;
    private volatile Set<InetSocketAddress> addresses;
    private volatile String token = "control plane";

    LinkedReplicas() throws IOException {
        serve(0);
        addresses = Set.of(address(server.ports().getFirst()));
        replicas =
                new Replicas(
                        () -> addresses,
                        new ReplicaAccess(HOST, LinkedReplicas::trusted, () -> token),
                        PATIENCE,
                        new News());
        leader = new WrittenGateways(replicas::now);
    }

    private void serve(int port) throws IOException {
        reports = new ReplicaReportServer(other.writer()::report, LinkedReplicas::objection);
        AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
        keys.updateIdentityCredentials(
                new X509Certificate[] {IDENTITY.certificate()}, IDENTITY.key());
        DiscoveryEndpoint endpoint =
                new DiscoveryEndpoint(
                        address(port),
                        TlsServerCredentials.newBuilder().keyManager(keys).build(),
                        (_, _) -> new Admission.Refused("no proxies here"),
                        List.of(reports));
        server =
                DiscoveryServer.start(
                        List.of(endpoint),
                        new ResourceCache(),
                        new ProxyEvents() {},
                        DiscoverySettings.DEFAULT,
                        ticker);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static Optional<String> objection(Caller caller) {
        return caller.token().equals(Optional.of("control plane"))
                ? Optional.empty()
                : Optional.of("not a replica");
    }

    private static String trusted() throws IOException {
        try {
            return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                    .formatted(
                            Base64.getMimeEncoder()
                                    .encodeToString(AUTHORITY.certificate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
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
        ticker.close();
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
