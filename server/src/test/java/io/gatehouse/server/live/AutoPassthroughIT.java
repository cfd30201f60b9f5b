// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Port 443 hands mutual TLS of the mesh on to whom the server name means; here that is a
/// ServiceEntry inside the mesh.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AutoPassthroughIT {
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        """
                        apiVersion: networking.istio.io/v1
                        kind: Gateway
                        metadata: {name: gw, namespace: default}
                        spec:
                          selector: {istio: ingressgateway}
                          servers:
                          - port: {number: 443, name: tls, protocol: TLS}
                            hosts: ["*.example.org"]
                            tls: {mode: AUTO_PASSTHROUGH}
                        """,
                        LiveTls.gateway("*"),
                        LiveTls.secret());
        gateway.apply(LiveTls.behind(gateway.port(8000)));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    @Test
    void aServiceEntryOfTheMeshIsReachedByPortAndSubset() throws Exception {
        for (String subset : List.of("", "open")) {
            String name = "outbound_.443_.%s_.behind.example.org".formatted(subset);
            assertThat(subjectAt(name, "istio")).contains("a.example.com");
        }
    }

    @Test
    void whatDoesNotSpeakForTheMeshIsTurnedAway() {
        String name = "outbound_.443_._.behind.example.org";
        assertThatThrownBy(() -> subjectAt(name, "http/1.1")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> subjectAt(name.replace("_._.", "_.closed_."), "istio"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> subjectAt("behind.example.org", "istio"))
                .isInstanceOf(IOException.class);
    }

    /// Of the certificate that is shown.
    private String subjectAt(String serverName, String protocol)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAnything()}, null);
        try (SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), gateway.port(443))) {
            socket.setSoTimeout(10_000);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new MeshName(serverName)));
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getSession().getPeerPrincipal().getName();
        }
    }

    /// A host name to TLS, although it has underscores, which Java's own class refuses.
    private static final class MeshName extends SNIServerName {
        MeshName(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static final class TrustAnything extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
