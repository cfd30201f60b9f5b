// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static io.gatehouse.server.standalone.Statuses.awaitStatus;

import io.gatehouse.testing.GatewayClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Namespaces that come into view and go out of it while requests are served.
class DiscoverySelectorsIT {
    private static final String HOST = "shop.example.com";

    @TempDir Path configuration;

    @Test
    void whatIsInANamespaceThatNoSelectorSelectsIsNotThere() throws Exception {
        Files.writeString(
                configuration.resolve("gateway.yaml"),
                """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: gw, namespace: istio-system}
                spec:
                  selector: {istio: ingressgateway}
                  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*/*"]}]
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: shop, namespace: shops}
                spec:
                  hosts: [shop.example.com]
                  gateways: [istio-system/gw]
                  http: [{directResponse: {status: 200}}]
                """);
        Files.writeString(configuration.resolve("mesh.yaml"), mesh("matchLabels: {edge: 'yes'}"));
        Files.writeString(configuration.resolve("shops.yaml"), namespace("no"));
        try (RunningStandalone run = new RunningStandalone(configuration, false)) {
            GatewayClient client = GatewayClient.plain(run.http);
            awaitStatus(client, HOST, 404);

            run.write("shops.yaml", namespace("yes"));
            awaitStatus(client, HOST, 200);

            run.write(
                    "mesh.yaml",
                    mesh("matchExpressions: [{key: edge, operator: NotIn, values: ['yes']}]"));
            awaitStatus(client, HOST, 404);

            run.write("mesh.yaml", mesh("matchExpressions: [{key: edge, operator: Exists}]"));
            awaitStatus(client, HOST, 200);
        }
    }

    private static String mesh(String selector) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          mesh: |
            discoverySelectors:
            - %s
        """
                .formatted(selector);
    }

    private static String namespace(String edge) {
        return """
        apiVersion: v1
        kind: Namespace
        metadata: {name: shops, labels: {edge: "%s"}}
        """
                .formatted(edge);
    }
}
