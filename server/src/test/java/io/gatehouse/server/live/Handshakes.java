// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.testing.ClientTls;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayConnection;
import java.io.IOException;
import java.time.Duration;

/// Whom the port 443 of a gateway lets in.
record Handshakes(LiveGateway gateway) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    GatewayClient client(ClientTls tls) {
        return GatewayClient.tls(gateway.port(443), tls);
    }

    void assertAdmitted(ClientTls tls) throws IOException {
        assertThat(client(tls).get(host(tls), "/").status()).isEqualTo(200);
    }

    /// In TLS 1.3 a client without the right certificate learns of it with the first bytes that it
    /// reads.
    void assertRefused(ClientTls tls) {
        assertThatThrownBy(() -> client(tls).get(host(tls), "/")).isInstanceOf(IOException.class);
    }

    void awaitAdmitted(ClientTls tls) {
        LiveGateway.awaitStatus(client(tls), host(tls), "/", 200);
    }

    void awaitRefused(ClientTls tls) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !admits(tls));
    }

    GatewayConnection connect(ClientTls tls) throws IOException {
        return client(tls).connect();
    }

    static ClientTls showing(String host, ClientIdentity identity) {
        return ClientTls.to(host).showing(identity);
    }

    private boolean admits(ClientTls tls) {
        try {
            return client(tls).get(host(tls), "/").status() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    private static String host(ClientTls tls) {
        return tls.serverName().orElseThrow();
    }
}
