// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.envoy.bootstrap.HostAndPort;
import io.gatehouse.server.envoy.DrainTimes;
import io.gatehouse.server.proxy.DiscoveryOptions;
import io.gatehouse.testing.ClientIdentity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A proxy and its control plane prove to each other who they are, with what volumes hold now.
class XdsCredentialsIT {
    private static final String NAME = "gatehouse.istio-system.svc";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final TestAuthority FIRST = TestAuthority.make("first-ca");
    private static final TestAuthority SECOND = TestAuthority.make("second-ca");

    @TempDir private Path directory;
    private KubeletVolume volume;

    @BeforeEach
    void mount() throws IOException {
        volume = new KubeletVolume(directory);
        volume.write(files(FIRST, "one"));
    }

    @Test
    void eachStreamShowsTheTokenOfThatTime() throws IOException {
        try (RecordingDiscovery discovery = discovery(0, FIRST, NAME);
                TestPod _ = pod(discovery.port(), NAME)) {
            awaitVisit(discovery, "Bearer one");
            volume.write(files(FIRST, "two"));
            awaitVisit(discovery, "Bearer two");
        }
    }

    @Test
    void anotherAuthorityIsTrustedWhenTheVolumeHoldsIt() throws IOException {
        RecordingDiscovery first = discovery(0, FIRST, NAME);
        int port = first.port();
        try (TestPod pod = pod(port, NAME)) {
            awaitVisit(first, "Bearer one");
            first.close();
            try (RecordingDiscovery second = discovery(port, SECOND, NAME)) {
                pod.awaitAtLeast("cluster.xds-grpc.ssl.fail_verify_error", 1);
                assertThat(second.visits()).isEmpty();
                volume.write(files(SECOND, "one"));
                awaitVisit(second, "Bearer one");
            }
        } finally {
            first.close();
        }
    }

    @Test
    void nobodyElseIsShownTheToken() throws IOException {
        try (RecordingDiscovery other = discovery(0, FIRST, "other.istio-system.svc");
                TestPod pod = pod(other.port(), NAME)) {
            pod.awaitAtLeast("cluster.xds-grpc.ssl.fail_verify_san", 2);
            assertThat(other.visits()).isEmpty();
        }
    }

    @Test
    void aCertificateStandsForTheToken() throws IOException {
        ClientIdentity identity = SECOND.issue("gateway");
        volume.write(
                Map.of(
                        "ca.pem", FIRST.pem(),
                        "cert.pem", Pem.certificate(identity),
                        "key.pem", Pem.key(identity)));
        try (RecordingDiscovery discovery =
                        new RecordingDiscovery(
                                0, FIRST.issue(NAME), Optional.of(SECOND.certificate()));
                TestPod _ =
                        new TestPod(
                                new DiscoveryOptions(
                                        new HostAndPort("127.0.0.1", discovery.port()),
                                        false,
                                        volume.file("ca.pem"),
                                        Optional.of(NAME),
                                        Optional.empty(),
                                        Optional.of(volume.file("cert.pem")),
                                        Optional.of(volume.file("key.pem"))),
                                DrainTimes.atOnce(Duration.ZERO))) {
            await().atMost(PATIENCE).until(() -> !discovery.visits().isEmpty());
            assertThat(discovery.visits().getFirst())
                    .isEqualTo(
                            new RecordingDiscovery.Visit(
                                    Optional.empty(), Optional.of("CN=gateway")));
        }
    }

    private static RecordingDiscovery discovery(int port, TestAuthority authority, String name)
            throws IOException {
        return new RecordingDiscovery(port, authority.issue(name), Optional.empty());
    }

    private TestPod pod(int port, String serverName) {
        return new TestPod(
                new DiscoveryOptions(
                        new HostAndPort("127.0.0.1", port),
                        false,
                        volume.file("ca.pem"),
                        Optional.of(serverName),
                        Optional.of(volume.file("token")),
                        Optional.empty(),
                        Optional.empty()),
                DrainTimes.atOnce(Duration.ZERO));
    }

    private static Map<String, String> files(TestAuthority authority, String token) {
        return Map.of("ca.pem", authority.pem(), "token", token);
    }

    private static void awaitVisit(RecordingDiscovery discovery, String authorization) {
        await().atMost(PATIENCE)
                .until(() ->
                        !discovery.visits().isEmpty()
                                && discovery
                                        .visits()
                                        .getLast()
                                        .authorization()
                                        .equals(Optional.of(authorization)));
    }
}
