// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.routing.Placement;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests with an equal key go to one endpoint of two.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsistentHashIT {
    private static final Pattern SIZE =
            Pattern.compile(
                    "(?:ring_hash_lb\\.size|maglev_lb\\.m(?:in|ax)_entries_per_host): (\\d+)");

    private final Backends shop = Backends.start("shop", 2);
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.startIn(
                        new Placement("eu", "eu-1", ""),
                        Yaml.GATEWAY,
                        shop.yaml(),
                        Yaml.routeTo("shop", HOST, "shop"));
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
    }

    private void hash(String fields) {
        gateway.apply(Yaml.shopRule("{loadBalancer: {consistentHash: {%s}}}".formatted(fields)));
    }

    private Set<String> backends(GatewayRequest request) {
        return IntStream.range(0, 20)
                .mapToObj(_ -> gateway.send(request).echo().backend())
                .collect(Collectors.toSet());
    }

    /// Of the ring, or of the table, whose entries two endpoints share.
    private int size() {
        return SIZE.matcher(gateway.envoy().admin("/stats?filter=(ring_hash|maglev)_lb"))
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .sum();
    }

    @Test
    void aCookieHasItsAttributesAndLeadsBack() {
        hash(
                "httpCookie: {name: session, path: /, ttl: 60s, attributes: [{name: SameSite, value: Lax}, {name: Priority, value: High}]}");
        GatewayResponse answer = gateway.send(get(HOST, "/"));

        String cookie = answer.header("set-cookie");
        assertThat(cookie)
                .startsWith("session=")
                .contains("Max-Age=60", "Path=/", "SameSite=Lax", "Priority=High");
        GatewayRequest again =
                get(HOST, "/").with("cookie", cookie.substring(0, cookie.indexOf(';')));
        assertThat(backends(again)).containsExactly(answer.echo().backend());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ringHash: {minimumRingSize: 2048} | 2048
                    minimumRingSize: 4096             | 4096
                    ringHash: {}                      | 1024
                    maglev: {tableSize: 101}          | 101
                    maglev: {tableSize: 65537}        | 65537
                    """)
    void ringsAndTablesAreAsLargeAsAsked(String fields, int size) {
        hash("httpHeaderName: x-user, " + fields);
        assertThat(backends(get(HOST, "/").with("x-user", "ada"))).hasSize(1);

        await().atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> assertThat(size()).isBetween(size, size + 2));
    }
}
