// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class LiveCountsTest {
    private static final String GATEWAYS =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: edge}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
            ---
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: unselected}
            spec: {selector: {istio: nobody}, servers: []}
            """;

    @AutoClose private final WaitedFor gatehouse = new WaitedFor().with(GATEWAYS);

    private String table() {
        return CommandRun.of("get", "gateways", "-o", "wide", "--admin", gatehouse.address()).out();
    }

    @Test
    void tellOnHowManyProxiesAnObjectIsLive() {
        gatehouse.connected(false);
        assertThat(table())
                .containsPattern("edge .* 0/1\\n")
                .containsPattern("unselected .* 0/0\\n");
        gatehouse.connected(true);
        assertThat(table())
                .isEqualTo(
                        """
                        NAME         AGE         LIVE
                        edge         <unknown>   1/1
                        unselected   <unknown>   0/0
                        """);
    }
}
