// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import static io.gatehouse.envoy.Samples.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.gatehouse.envoy.Golden;
import io.gatehouse.routing.Placement;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapTranslatorTest {
    private static final String TOKEN = "not-for-everyone";

    private static final ProxyNode NODE =
            new ProxyNode(
                    ProxyNode.routerId(
                            "10.1.2.3",
                            "istio-ingressgateway-0",
                            "istio-system",
                            "istio-system.svc.cluster.local"),
                    "istio-ingressgateway.istio-system",
                    new Placement("eu", "eu-1", ""),
                    map("istio", "ingressgateway", "app", "istio-ingressgateway"),
                    map("NAMESPACE", "istio-system", "CLUSTER_ID", "Kubernetes"));

    private static ProxyBootstrap bootstrap(HostAndPort xds, AdminEndpoint admin) {
        return new ProxyBootstrap(
                NODE,
                XdsConnection.plaintext(xds, TOKEN),
                admin,
                Optional.empty(),
                new ProxyLimits(50_000, OptionalLong.of(1L << 30)));
    }

    private static ProxyBootstrap standalone() {
        return bootstrap(
                new HostAndPort("127.0.0.1", 15010),
                new AdminEndpoint.Tcp(new HostAndPort("127.0.0.1", 0)));
    }

    @Test
    void everything() {
        Golden.assertMatches("bootstrap.json", BootstrapTranslator.translate(standalone()));
    }

    /// With TLS, a token and a certificate from files, and statistics for others.
    @Test
    void everythingOfAPod() {
        Path files = Path.of("/run/gatehouse");
        XdsTransport tls =
                new XdsTransport.Tls(
                        "gatehouse.istio-system.svc",
                        new FileSecret.Authority(
                                files.resolve("xds-authority.json"), Path.of("/ca/root-cert.pem")),
                        Optional.of(
                                new FileSecret.Identity(
                                        files.resolve("xds-identity.json"),
                                        Path.of("/identity/tls.crt"),
                                        Path.of("/identity/tls.key"))));
        XdsCredential token =
                new XdsCredential.TokenFile(
                        new FileSecret.Token(
                                files.resolve("xds-token.json"), Path.of("/tokens/istio-token")));
        ProxyBootstrap pod =
                new ProxyBootstrap(
                        NODE,
                        new XdsConnection(
                                new HostAndPort("gatehouse.istio-system.svc", 15012), tls, token),
                        new AdminEndpoint.UnixSocket(files.resolve("admin.sock")),
                        Optional.of(new HostAndPort("::", 15090)),
                        ProxyLimits.DEFAULT);

        Golden.assertMatches("bootstrap-pod.json", BootstrapTranslator.translate(pod));
        assertThat(pod.xds().files())
                .extracting(FileSecret::name)
                .containsExactly("xds-authority", "xds-identity", "xds-token");
    }

    @Test
    void onlyTheFileForEnvoyHoldsTheToken() {
        assertThat(BootstrapTranslator.json(standalone())).contains("\"Bearer " + TOKEN + "\"");
        assertThat(standalone().toString()).contains("127.0.0.1:15010").doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, STATIC",
        "::1, STATIC",
        "fd00::1:2, STATIC",
        "gatehouse.istio-system.svc, STRICT_DNS",
        "10.example.com, STRICT_DNS",
        "localhost, STRICT_DNS",
    })
    void controlPlaneByAddressOrName(String host, DiscoveryType type) {
        Bootstrap translated =
                BootstrapTranslator.translate(
                        bootstrap(
                                new HostAndPort(host, 15010),
                                new AdminEndpoint.UnixSocket(Path.of("/run/envoy.sock"))));
        Cluster cluster = translated.getStaticResources().getClusters(0);

        assertThat(cluster.getType()).isEqualTo(type);
        assertThat(
                        cluster.getLoadAssignment()
                                .getEndpoints(0)
                                .getLbEndpoints(0)
                                .getEndpoint()
                                .getAddress()
                                .getSocketAddress()
                                .getAddress())
                .isEqualTo(host);
    }

    @Test
    void administrationMayBeOnASocketOfTheOwner() {
        Bootstrap translated =
                BootstrapTranslator.translate(
                        bootstrap(
                                new HostAndPort("127.0.0.1", 15010),
                                new AdminEndpoint.UnixSocket(Path.of("/run/envoy.sock"))));

        assertThat(translated.getAdmin().getAddress())
                .isEqualTo(
                        Golden.text(
                                Address.getDefaultInstance(),
                                "pipe { path: '/run/envoy.sock' mode: 384 }"));
    }

    @Test
    void memoryIsLimitedOnlyWhenAsked() {
        ProxyBootstrap unlimited =
                new ProxyBootstrap(
                        NODE,
                        XdsConnection.plaintext(new HostAndPort("127.0.0.1", 15010), TOKEN),
                        new AdminEndpoint.Tcp(new HostAndPort("127.0.0.1", 0)),
                        Optional.empty(),
                        ProxyLimits.DEFAULT);

        Bootstrap translated = BootstrapTranslator.translate(unlimited);

        assertThat(translated.getOverloadManager().getResourceMonitorsCount()).isEqualTo(1);
        assertThat(translated.getOverloadManager().getActionsCount()).isZero();
    }

    @Test
    void proxyWithoutPlaceOrLabelsSaysNothingOfThem() {
        ProxyNode plain = new ProxyNode("id", "cluster", Placement.UNKNOWN, map(), map());
        Bootstrap translated =
                BootstrapTranslator.translate(
                        new ProxyBootstrap(
                                plain,
                                XdsConnection.plaintext(new HostAndPort("127.0.0.1", 15010), TOKEN),
                                new AdminEndpoint.Tcp(new HostAndPort("127.0.0.1", 0)),
                                Optional.empty(),
                                ProxyLimits.DEFAULT));

        assertThat(translated.getNode().hasLocality()).isFalse();
        assertThat(translated.getNode().getMetadata().getFieldsMap()).isEmpty();
    }

    @Test
    void aProxyThatKnowsItsPeersAsksForThem() {
        ProxyBootstrap plain = standalone();
        Bootstrap translated =
                BootstrapTranslator.translate(
                        new ProxyBootstrap(
                                plain.node(),
                                plain.xds(),
                                plain.admin(),
                                plain.prometheus(),
                                plain.limits(),
                                true));

        String name = translated.getClusterManager().getLocalClusterName();
        assertThat(translated.getStaticResources().getClustersList())
                .filteredOn(cluster -> cluster.getName().equals(name))
                .singleElement()
                .satisfies(cluster -> {
                    assertThat(cluster.getType()).isEqualTo(DiscoveryType.EDS);
                    assertThat(cluster.getEdsClusterConfig().getServiceName()).isEqualTo(name);
                });
        assertThat(BootstrapTranslator.translate(plain).hasClusterManager()).isFalse();
    }
}
