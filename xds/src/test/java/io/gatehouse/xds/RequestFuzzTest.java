// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static io.gatehouse.xds.Resources.listener;
import static io.gatehouse.xds.Resources.name;
import static io.gatehouse.xds.Resources.route;
import static io.gatehouse.xds.Resources.staticCluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.gatehouse.testing.xds.AdsClient;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever a proxy asks for, no stream fails by a defect, and the others are served.
/// `-Dfuzz.seed=N -Dfuzz.requests=N` try others and more.
class RequestFuzzTest {
    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 20_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int BURST = 50;
    private static final int LONGEST = 10_000;
    private static final List<String> TYPES =
            Stream.concat(
                            Arrays.stream(ResourceType.values()).map(ResourceType::typeUrl),
                            Stream.of("", "*", "type.googleapis.com/envoy.Unknown", "\u0000"))
                    .toList();
    private static final List<String> NAMES =
            List.of(
                    "c",
                    "r",
                    "l",
                    "*",
                    "",
                    "nobody",
                    "xdstp://a/b/c?d=e#f",
                    "\u0000\uffff",
                    "outbound|80|v1|a",
                    "kubernetes://s",
                    "x".repeat(LONGEST));

    private final Random random = new Random(SEED);
    private final List<String> nonces = new ArrayList<>(List.of("", "0", "1", "-1", "nonce"));
    private final List<String> versions = new ArrayList<>(List.of("", "1", "x"));

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private List<String> names() {
        return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> any(NAMES)).toList();
    }

    private DeltaDiscoveryRequest delta() {
        DeltaDiscoveryRequest.Builder request =
                DeltaDiscoveryRequest.newBuilder()
                        .setTypeUrl(any(TYPES))
                        .addAllResourceNamesSubscribe(names())
                        .addAllResourceNamesUnsubscribe(names())
                        .setResponseNonce(any(nonces));
        names().forEach(n -> request.putInitialResourceVersions(n, any(versions)));
        if (random.nextInt(4) == 0) {
            request.getErrorDetailBuilder().setCode(random.nextInt()).setMessage(any(NAMES));
        }
        return request.build();
    }

    private DiscoveryRequest sotw() {
        DiscoveryRequest.Builder request =
                DiscoveryRequest.newBuilder()
                        .setTypeUrl(any(TYPES))
                        .addAllResourceNames(names())
                        .setVersionInfo(any(versions))
                        .setResponseNonce(any(nonces));
        if (random.nextInt(4) == 0) {
            request.getErrorDetailBuilder().setCode(random.nextInt()).setMessage(any(NAMES));
        }
        return request.build();
    }

    @Test
    void nothingThatIsAskedIsADefect() {
        try (ServerFixture fixture = new ServerFixture()) {
            for (int burst = 0; burst * BURST < REQUESTS; burst++) {
                fixture.publish(
                        staticCluster("c", String.valueOf(burst)),
                        route("r", String.valueOf(burst), "c"),
                        listener("l", String.valueOf(burst), name(ResourceType.ROUTE, "r")));
                if (random.nextInt(8) == 0) {
                    fixture.remove(name(ResourceType.ROUTE, "r"));
                }
                Status end = random.nextBoolean() ? deltaBurst(fixture) : sotwBurst(fixture);
                assertThat(end.getCode())
                        .as("seed %d, burst %d: %s", SEED, burst, end)
                        .isNotIn(Status.Code.INTERNAL, Status.Code.UNKNOWN);
            }
            fixture.publish(staticCluster("c", "last"));
            try (var client = fixture.delta()) {
                client.subscribe(ServerFixture.CDS);
                client.acceptNext();
                assertThat(client.held(ServerFixture.CDS)).containsOnlyKeys("c");
            }
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(fixture.server.proxies()).isEmpty());
        }
    }

    private Status deltaBurst(ServerFixture fixture) {
        try (var client = fixture.delta()) {
            for (int i = 0; i < BURST; i++) {
                client.send(delta());
                learn(
                        client,
                        response -> {
                            nonces.set(random.nextInt(nonces.size()), response.getNonce());
                            response.getResourcesList()
                                    .forEach(r ->
                                            versions.set(
                                                    random.nextInt(versions.size()),
                                                    r.getVersion()));
                        });
            }
            return ended(client);
        }
    }

    private Status sotwBurst(ServerFixture fixture) {
        try (var client = fixture.sotw()) {
            for (int i = 0; i < BURST; i++) {
                client.send(sotw());
                learn(
                        client,
                        response -> {
                            nonces.set(random.nextInt(nonces.size()), response.getNonce());
                            versions.set(
                                    random.nextInt(versions.size()), response.getVersionInfo());
                        });
            }
            return ended(client);
        }
    }

    private <R> void learn(AdsClient<?, R> client, Consumer<R> from) {
        if (client.hasNext()) {
            from.accept(client.next());
        }
    }

    private static Status ended(AdsClient<?, ?> client) {
        client.complete();
        return client.end();
    }
}
