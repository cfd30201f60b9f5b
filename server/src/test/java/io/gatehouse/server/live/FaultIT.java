// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Delays by the old, whole percentage. The rest of `fault`, `CorpusIT` shows.
class FaultIT {
    private static final String RULES =
            """
            - match: [{uri: {prefix: /none}}]
              fault: {delay: {fixedDelay: 1h, percent: 0}}
              route: [{destination: {host: shop}}]
            - match: [{uri: {prefix: /all}}]
              fault: {delay: {fixedDelay: 1h, percent: 100}}
              route: [{destination: {host: shop}}]
            """;

    @Test
    void aPercentageOfTheRequestsIsHeldBack() throws IOException {
        try (Backends shop = Backends.start("shop", 1);
                LiveGateway gateway =
                        LiveGateway.start(
                                Yaml.GATEWAY,
                                shop.yaml(),
                                Yaml.virtualService("shop", HOST, RULES))) {
            assertThat(gateway.http().get(HOST, "/none").status()).isEqualTo(200);
            assertThatThrownBy(
                            () -> gateway.http().patient(Duration.ofMillis(500)).get(HOST, "/all"))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(shop.requests()).isOne();
        }
    }
}
