// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The control plane or Envoy goes away and comes back.
class ReconnectIT {
    private static final String OTHER = "other.example.com";
    private static final String NEW = "new.example.com";

    private final Backends shop = Backends.start("shop", 1);
    private final Backends other = Backends.start("other", 1);
    private LiveGateway gateway;

    @BeforeEach
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        shop.yaml(),
                        other.yaml(),
                        Yaml.routeTo("shop", HOST, "shop"),
                        Yaml.routeTo("other", OTHER, "other"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
        other.close();
    }

    @Test
    void envoyServesWithoutControlPlaneAndGetsNothingWhenNothingChanged()
            throws InvalidProtocolBufferException {
        Map<String, Object> before = configuration();
        try (Load load = Load.start(gateway.http(), get(HOST, "/"))) {
            gateway.stopControlPlane();
            load.more(50);
            gateway.restartControlPlane();
            awaitReady();
            load.more(50);
            assertThat(load.stop()).isEmpty();
        }
        assertThat(configuration()).isEqualTo(before);
    }

    @Test
    void envoyGetsWhatChangedMeanwhile() {
        gateway.stopControlPlane();
        assertThat(gateway.send(get(OTHER, "/")).status()).isEqualTo(200);
        gateway.changeUnseen(
                List.of(Yaml.routeTo("new", NEW, "shop"), Yaml.routeTo("shop", HOST, "other")),
                List.of(new ObjectKey(Kind.VIRTUAL_SERVICE, "default", "other")));

        gateway.restartControlPlane();
        awaitReady();

        LiveGateway.awaitStatus(gateway.http(), NEW, "/", 200);
        assertThat(gateway.send(get(HOST, "/")).echo().backend()).isEqualTo("other-0");
        assertThat(gateway.send(get(OTHER, "/")).status()).isEqualTo(404);
    }

    @Test
    void whatWasRemovedMeanwhileGoes() {
        String cluster = "outbound|80||other.default.svc.cluster.local";
        assertThat(gateway.envoy().admin("/clusters")).contains(cluster);
        gateway.stopControlPlane();
        gateway.changeUnseen(
                List.of(),
                List.of(
                        new ObjectKey(Kind.VIRTUAL_SERVICE, "default", "other"),
                        new ObjectKey(Kind.GATEWAY, "default", "gw")));

        gateway.restartControlPlane();
        awaitReady();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !gateway.envoy().admin("/clusters").contains(cluster));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !gateway.envoy().admin("/listeners").contains("127.0.0.1_"));
    }

    @Test
    void changesGoOnAfterTheControlPlaneIsBack() {
        gateway.stopControlPlane();
        gateway.restartControlPlane();
        awaitReady();

        gateway.apply(Yaml.routeTo("new", NEW, "shop"));

        LiveGateway.awaitStatus(gateway.http(), NEW, "/", 200);
    }

    @Test
    void newEnvoyGetsEverything() {
        gateway.killEnvoy();
        gateway.changeUnseen(List.of(Yaml.routeTo("new", NEW, "shop")), List.of());

        gateway.restartEnvoy();

        assertThat(gateway.send(get(HOST, "/")).echo().backend()).isEqualTo("shop-0");
        assertThat(gateway.send(get(OTHER, "/")).echo().backend()).isEqualTo("other-0");
        assertThat(gateway.send(get(NEW, "/")).echo().backend()).isEqualTo("shop-0");
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(20)).until(gateway::ready);
    }

    /// All that Envoy was given, with the times at which it was given, and how often it was.
    private Map<String, Object> configuration() throws InvalidProtocolBufferException {
        Struct.Builder dump = Struct.newBuilder();
        JsonFormat.parser().merge(gateway.envoy().admin("/config_dump?include_eds"), dump);
        return Map.of(
                "dump",
                dump.build(),
                "updates",
                gateway.envoy().admin("/stats?filter=update_success"));
    }
}
