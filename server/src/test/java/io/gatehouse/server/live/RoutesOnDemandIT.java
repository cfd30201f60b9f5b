// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hosts whose routes a proxy asks for at their first request, until then.
class RoutesOnDemandIT {
    private final Backends backends = Backends.start("one", 1);
    @TempDir private Path lastGood;
    private LiveGateway gateway;

    @BeforeEach
    void start() {
        gateway =
                LiveGateway.startKeeping(
                        lastGood,
                        new DeliveryLimits(1, 1, true),
                        Yaml.GATEWAY,
                        backends.yaml(),
                        Yaml.routeTo("first", "first.test", "one"),
                        Yaml.routeTo("second", "second.test", "one"),
                        Yaml.routeTo("third", "third.test", "one"),
                        Yaml.routeTo("wide", "*.third.test", "one"));
        LiveGateway.awaitStatus(gateway.http(), "first.test", "/", 200);
    }

    @AfterEach
    void stop() {
        gateway.close();
        backends.close();
    }

    @Test
    void theFirstRequestIsAnsweredLikeAnyOther() {
        String body = "x".repeat(200_000);
        GatewayResponse posted = gateway.send(GatewayRequest.post("second.test", "/", body));
        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.echo().body()).isEqualTo(body);
        assertThat(gateway.send(get("Third.Test:80", "/a?b=c")).echo().path()).isEqualTo("/a?b=c");
        assertThat(gateway.send(get("any.third.test", "/")).status()).isEqualTo(200);
        assertThat(gateway.send(get("other.test", "/")).status()).isEqualTo(404);
    }

    @Test
    void withoutTheControlPlaneOnlyHostsWithoutRoutesWait() throws IOException {
        gateway.stopControlPlane();
        CompletableFuture<Integer> waiting =
                CompletableFuture.supplyAsync(() -> gateway.send(get("second.test", "/")).status());
        for (String host : List.of("first.test", "any.third.test")) {
            assertThat(gateway.send(get(host, "/")).status()).as(host).isEqualTo(200);
        }
        assertThat(waiting).isNotDone();
        gateway.restartControlPlane();
        await().untilAsserted(() -> assertThat(waiting).isCompletedWithValue(200));
    }

    @Test
    void aChangeReachesHostsWithAndWithoutRoutes() {
        for (String host : List.of("first", "second")) {
            gateway.apply(
                    Yaml.virtualService(host, host + ".test", "- directResponse: {status: 418}"));
            LiveGateway.awaitStatus(gateway.http(), host + ".test", "/", 418);
        }
    }
}
