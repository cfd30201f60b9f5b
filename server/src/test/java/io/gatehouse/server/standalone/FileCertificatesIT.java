// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.server.TestCertificates;
import io.gatehouse.server.certificate.IssuedCertificate;
import io.gatehouse.testing.ClientTls;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Certificates in files: served, left out while they are missing, replaced without a connection
/// lost.
class FileCertificatesIT {
    private static final String HOST = "files.example.com";

    @TempDir Path configuration;
    @TempDir Path certificates;

    @Test
    void filesAreServedAndReplacedAndMissingOnesHarmNobody() throws Exception {
        write(TestCertificates.issue(HOST));
        Files.writeString(configuration.resolve("gateway.yaml"), yaml());
        try (RunningStandalone run = new RunningStandalone(configuration, false)) {
            GatewayClient client = GatewayClient.tls(run.https, ClientTls.to(HOST));
            BigInteger first = serialNumber(client);

            try (GatewayConnection open = client.connect()) {
                write(TestCertificates.issue("*.example.com"));
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !serialNumber(client).equals(first));

                assertThat(open.send(GatewayRequest.get(HOST, "/")).status()).isEqualTo(404);
            }
            assertThat(run.awaitFinding("GH0205").message())
                    .contains("missing.crt does not exist; the server is left out");
        }
    }

    private static BigInteger serialNumber(GatewayClient client) throws IOException {
        try (GatewayConnection connection = client.connect()) {
            return connection.certificate().orElseThrow().getSerialNumber();
        }
    }

    private void write(IssuedCertificate issued) throws IOException {
        Files.writeString(certificates.resolve("tls.crt"), issued.chain());
        Files.writeString(certificates.resolve("tls.key"), issued.key());
    }

    private String yaml() {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            hosts: [%1$s]
            tls: {mode: SIMPLE, serverCertificate: %2$s/tls.crt, privateKey: %2$s/tls.key}
          - port: {number: 443, name: https-missing, protocol: HTTPS}
            hosts: [missing.example.com]
            tls: {mode: SIMPLE, serverCertificate: %2$s/missing.crt, privateKey: %2$s/tls.key}
        """
                .formatted(HOST, certificates);
    }
}
