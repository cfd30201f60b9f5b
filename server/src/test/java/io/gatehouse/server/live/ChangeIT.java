// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Changes while requests arrive.
class ChangeIT {
    private static final int ROUNDS = 20;

    private final Backends one = Backends.start("one", 1);
    private final Backends two = Backends.start("two", 1);
    private LiveGateway gateway;

    @BeforeEach
    void start() {
        gateway = LiveGateway.start(Yaml.GATEWAY, one.yaml(), Yaml.routeTo("shop", HOST, "one"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        one.close();
        two.close();
    }

    @Test
    void editsBecomeLiveWithoutAFailedRequest() {
        gateway.apply(two.yaml());
        try (Load load = Load.start(gateway.http(), get(HOST, "/"))) {
            for (int i = 0; i < ROUNDS; i++) {
                String service = i % 2 == 0 ? "two" : "one";
                gateway.apply(Yaml.routeTo("shop", HOST, service));
                awaitBackend(service + "-0");
                load.more(20);
            }
            assertThat(load.stop()).isEmpty();
        }
    }

    @Test
    void serviceAndRouteThatAppearTogetherGiveNo503() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String name = "new-" + i;
            String host = name + ".example.com";
            try (Backends backends = Backends.start(name, 1)) {
                gateway.apply(backends.yaml(), Yaml.routeTo(name, host, name));
                await().atMost(Duration.ofSeconds(10))
                        .pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> {
                            int status = gateway.send(get(host, "/")).status();
                            statuses.add(status);
                            return status == 200;
                        });
            }
        }
        assertThat(statuses).isSubsetOf(200, 404);
    }

    @Test
    void aServiceThatIsDeletedUnderItsRouteAnswers503AtOnce() {
        assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(200);
        gateway.change(List.of(), keys("one"));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/", 503);
        gateway.apply(one.yaml());
        LiveGateway.awaitStatus(gateway.http(), HOST, "/", 200);
    }

    @Test
    void deletedVirtualServiceAnswers404() {
        assertThat(gateway.send(get(HOST, "/")).status()).isEqualTo(200);
        gateway.delete(Kind.VIRTUAL_SERVICE, "shop");
        LiveGateway.awaitStatus(gateway.http(), HOST, "/", 404);
    }

    @Test
    void serviceThatNobodyRoutesToAnyMoreIsDeletedWithoutAFailedRequest() {
        try (Load load = Load.start(gateway.http(), get(HOST, "/"))) {
            for (int i = 0; i < ROUNDS / 2; i++) {
                gateway.apply(two.yaml());
                gateway.apply(Yaml.routeTo("shop", HOST, "two"));
                gateway.change(List.of(), keys("one"));
                load.more(10);
                gateway.apply(one.yaml(), Yaml.routeTo("shop", HOST, "one"));
                gateway.change(List.of(), keys("two"));
                load.more(10);
            }
            assertThat(load.stop()).isEmpty();
        }
    }

    @Test
    void retargetAndDeletionInOneStepFailNoRequest() {
        try (Load load = Load.start(gateway.http(), get(HOST, "/"))) {
            for (int i = 0; i < ROUNDS; i++) {
                Backends next = i % 2 == 0 ? two : one;
                String service = i % 2 == 0 ? "two" : "one";
                gateway.change(
                        List.of(next.yaml(), Yaml.routeTo("shop", HOST, service)),
                        keys(i % 2 == 0 ? "one" : "two"));
                load.more(10);
            }
            assertThat(load.stop()).isEmpty();
        }
    }

    @Test
    void endpointsComeAndGoWithoutAFailedRequest() {
        try (Backends more = Backends.start("one", 3);
                Load load = Load.start(gateway.http(), get(HOST, "/"))) {
            gateway.apply(more.yaml());
            awaitBackend("one-2");
            gateway.delete(Kind.ENDPOINT_SLICE, "one-0");
            gateway.delete(Kind.ENDPOINT_SLICE, "one-1");
            load.more(50);
            assertThat(load.stop()).isEmpty();
            int before = more.requests();
            assertThat(gateway.send(get(HOST, "/")).echo().backend()).isEqualTo("one-2");
            assertThat(more.requests()).isEqualTo(before + 1);
        }
    }

    private void awaitBackend(String name) {
        await().atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> gateway.send(get(HOST, "/")).echo().backend().equals(name));
    }

    private static List<ObjectKey> keys(String service) {
        return List.of(
                new ObjectKey(Kind.SERVICE, "default", service),
                new ObjectKey(Kind.ENDPOINT_SLICE, "default", service + "-0"));
    }
}
