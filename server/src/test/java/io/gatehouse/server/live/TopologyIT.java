// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the mesh says of those who stand in front of the gateway, changed while it serves.
class TopologyIT {
    private final Backends shop = Backends.start("shop", 1);
    private LiveGateway gateway;

    @BeforeEach
    void start() {
        gateway = LiveGateway.start(Yaml.GATEWAY, shop.yaml(), Yaml.routeTo("shop", HOST, "shop"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        shop.close();
    }

    private void mesh(String text) {
        gateway.apply(Yaml.mesh(text));
    }

    /// All that is answered to these bytes.
    private String answerTo(String bytes) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port(80))) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A connection that is closed at once is reset if the request was still to be read.
    private String answerOrNone() {
        try {
            return answerTo("/", "1.1", "");
        } catch (UncheckedIOException _) {
            return "";
        }
    }

    private String answerTo(String path, String version, String headers) {
        return answerTo(
                "GET %s HTTP/%s\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
                        .formatted(path, version, HOST, headers));
    }

    /// A connection to what was there before may be answered late, or not at all.
    private static void eventually(Runnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .untilAsserted(assertion::run);
    }

    @Test
    void whatTheGatewayAddsByItselfCanBeChosen() {
        assertThat(answerTo("/", "1.1", ""))
                .contains("server: istio-envoy")
                .contains("x-envoy-upstream-service-time")
                .contains("x-request-id")
                .doesNotContain("x-forwarded-port");

        mesh(
                "{defaultConfig: {proxyHeaders: {server: {value: shop}, requestId: {disabled: true},"
                        + " envoyDebugHeaders: {disabled: true}, xForwardedPort: {enabled: true}}}}");

        eventually(() ->
                assertThat(answerTo("/", "1.1", ""))
                        .contains("server: shop")
                        .doesNotContain("x-envoy-upstream-service-time")
                        .doesNotContain("x-request-id")
                        .contains("x-forwarded-port"));

        mesh("{defaultConfig: {proxyHeaders: {server: {disabled: true}}}}");

        eventually(() ->
                assertThat(answerTo("/", "1.1", ""))
                        .doesNotContain("server: istio-envoy")
                        .contains("x-request-id"));
    }

    /// The backend tells what it was sent, and says `Date` itself.
    @Test
    void whatServicesAreToldCanBeChosen() {
        gateway.apply(
                Yaml.virtualService(
                        "shop",
                        HOST,
                        "- {rewrite: {authority: shop.internal}, route: [{destination: {host: shop}}]}"));
        eventually(() ->
                assertThat(answerTo("/", "1.1", ""))
                        .contains("shop.internal")
                        .containsIgnoringCase("x-envoy-attempt-count")
                        .doesNotContainIgnoringCase("x-forwarded-host")
                        .contains("\ndate: "));

        mesh(
                "{defaultConfig: {proxyHeaders: {attemptCount: {disabled: true},"
                        + " preserveHttp1HeaderCase: true, xForwardedHost: {enabled: true}}}}");

        eventually(() ->
                assertThat(answerTo("/", "1.1", ""))
                        .contains("shop.internal")
                        .doesNotContainIgnoringCase("x-envoy-attempt-count")
                        .containsPattern("(?i)x-forwarded-host[^,]*" + HOST)
                        .contains("\nDate: "));
    }

    @Test
    void aProxyHeaderSaysWhoTheClientIs() {
        assertThat(answerTo("/", "1.1", "")).contains("200 OK").doesNotContain("192.0.2.7");

        mesh("{defaultConfig: {gatewayTopology: {proxyProtocol: {}}}}");

        eventually(() ->
                assertThat(
                                answerTo(
                                        "PROXY TCP4 192.0.2.7 192.0.2.8 1000 80\r\n"
                                                + "GET / HTTP/1.1\r\nHost: "
                                                + HOST
                                                + "\r\nConnection: close\r\n\r\n"))
                        .contains("200 OK")
                        .contains("192.0.2.7"));
    }

    @Test
    void trustedProxiesAreBelieved() {
        String forwarded = "X-Forwarded-For: 192.0.2.1, 192.0.2.2\r\n";
        assertThat(answerTo("/", "1.1", forwarded).toLowerCase(Locale.ROOT))
                .contains("200 ok")
                .doesNotContain("\"x-envoy-external-address\":[\"192.0.2");

        mesh("{defaultConfig: {gatewayTopology: {numTrustedProxies: 2}}}");

        eventually(() ->
                assertThat(answerTo("/", "1.1", forwarded))
                        .containsPattern(
                                "(?i)x-envoy-external-address\"?:\\s*\\[?\"?192\\.0\\.2\\.1\"?"));
    }

    @Test
    void http10IsAnsweredOnDemand() {
        assertThat(answerTo("/", "1.0", "")).contains("426");

        mesh("{defaultConfig: {proxyMetadata: {ISTIO_META_HTTP10: \"1\"}}}");

        eventually(() -> assertThat(answerTo("/", "1.0", "")).contains("200 OK"));
    }

    @Test
    void pathsAreCleanedOnDemand() {
        assertThat(answerTo("/a//b%2Fc", "1.1", "")).contains("/a//b%2Fc");

        mesh("{pathNormalization: {normalization: DECODE_AND_MERGE_SLASHES}}");

        eventually(() -> assertThat(answerTo("/a//b%2Fc", "1.1", "")).contains("/a/b/c"));
    }

    @Test
    void connectionsHaveTheBoundsOfAnEdge() {
        assertThat(answerTo("/a//b%2Fc", "1.1", "X_Tenant: a\r\n"))
                .contains("200 OK")
                .contains("/a//b%2Fc");

        mesh("{defaultConfig: {connectionSettings: {profile: EDGE}}}");

        eventually(() ->
                assertThat(answerTo("/", "1.1", "X_Tenant: a\r\n")).contains("400 Bad Request"));
        assertThat(answerTo("/a//b%2Fc", "1.1", "")).contains("307").contains("location: /a/b/c");
        assertThat(answerTo("/", "1.1", "")).contains("200 OK");
    }

    @Test
    void eachBoundCanBeSaid() {
        mesh(
                "{defaultConfig: {connectionSettings: {profile: EDGE, httpRequestTimeout: 100ms,"
                        + " httpHeadersWithUnderscoresAction: HEADERS_WITH_UNDERSCORES_DROP_HEADER,"
                        + " httpPathWithEscapedSlashesAction: REJECT_REQUEST}}}");

        eventually(() ->
                assertThat(answerTo("/", "1.1", "X_Tenant: a\r\n"))
                        .contains("200 OK")
                        .doesNotContainIgnoringCase("X_Tenant"));
        assertThat(answerTo("/b%2Fc", "1.1", "")).contains("400 Bad Request");
        assertThat(answerTo("POST / HTTP/1.1\r\nHost: " + HOST + "\r\nContent-Length: 9\r\n\r\n"))
                .contains("408 Request Timeout");
    }

    @Test
    void aPortHasSoManyConnections() {
        mesh("{defaultConfig: {connectionSettings: {listenerConnectionLimit: 1}}}");

        eventually(() -> {
            try (Socket one = new Socket(InetAddress.getLoopbackAddress(), gateway.port(80))) {
                one.setSoTimeout(5_000);
                one.getOutputStream()
                        .write(
                                "GET / HTTP/1.1\r\nHost: %s\r\n\r\n"
                                        .formatted(HOST)
                                        .getBytes(StandardCharsets.US_ASCII));
                assertThat(one.getInputStream().read()).isEqualTo('H');
                assertThat(answerOrNone()).isEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        eventually(() -> assertThat(answerTo("/", "1.1", "")).contains("200 OK"));
    }

    @Test
    void http2ConnectionsAreToldTheirBounds() {
        mesh(
                "{defaultConfig: {connectionSettings: {httpMaxConcurrentStreams: 77,"
                        + " http2InitialStreamWindowSize: 131072,"
                        + " http2InitialConnectionWindowSize: 262144}}}");

        eventually(() ->
                assertThat(http2Greeting())
                        .contains("00030000004d") // SETTINGS_MAX_CONCURRENT_STREAMS
                        .contains("000400020000") // SETTINGS_INITIAL_WINDOW_SIZE
                        .contains("000004080000000000" + "00030001")); // WINDOW_UPDATE
    }

    /// The frames that the gateway sends to a client that asks for nothing, in hexadecimal, up to
    /// its answer to the client's settings.
    private String http2Greeting() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port(80))) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            StringBuilder frames = new StringBuilder();
            while (!frames.toString().endsWith("000000040100000000")) { // takes ours
                byte[] head = answer.readNBytes(9);
                int length = ((head[0] & 0xff) << 16) | ((head[1] & 0xff) << 8) | (head[2] & 0xff);
                frames.append(HexFormat.of().formatHex(head))
                        .append(HexFormat.of().formatHex(answer.readNBytes(length)));
            }
            return frames.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatLastsTooLongIsEnded() {
        gateway.apply(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: slow}
                spec:
                  hosts: [slow.test]
                  gateways: [gw]
                  http:
                  - fault: {delay: {fixedDelay: 1s, percentage: {value: 100}}}
                    route: [{destination: {host: shop}}]
                """);
        String slow = "GET / HTTP/1.1\r\nHost: slow.test\r\nConnection: close\r\n\r\n";
        for (String bound :
                new String[] {"httpStreamIdleTimeout: 100ms", "httpMaxStreamDuration: 100ms"}) {
            mesh("{defaultConfig: {connectionSettings: {%s}}}".formatted(bound));
            eventually(() -> assertThat(answerTo(slow)).startsWith("HTTP/1.1 504"));
        }
        mesh("{defaultConfig: {connectionSettings: {httpRequestHeadersTimeout: 100ms}}}");
        eventually(() -> assertThat(answerTo("GET / HTTP/1.1\r\n")).startsWith("HTTP/1.1 408"));
        mesh("{defaultConfig: {connectionSettings: {httpIdleTimeout: 100ms}}}");
        eventually(() -> assertThat(answerTo("")).isEmpty());
        mesh(
                "{defaultConfig: {connectionSettings: {httpMaxConnectionDuration: 100ms,"
                        + " httpDrainTimeout: 100ms}}}");
        eventually(() -> assertThat(answerTo("")).isEmpty());
    }
}
