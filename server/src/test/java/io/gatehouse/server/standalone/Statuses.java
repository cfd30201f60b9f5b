// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.GatewayClient;
import java.time.Duration;

/// Waits for what clients are answered.
final class Statuses {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Statuses() {}

    static void awaitStatus(GatewayClient client, String host, int status) {
        await().atMost(PATIENCE).until(() -> client.get(host, "/").status() == status);
    }
}
