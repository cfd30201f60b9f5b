// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.server.TestCertificates;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayStream;
import io.gatehouse.testing.HttpVersion;
import io.gatehouse.testing.StreamingBackend;
import io.gatehouse.testing.WebSocketBackend;
import io.gatehouse.testing.WebSocketFrame;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is more than a request and its answer goes through the gateway, with TLS and without.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolsIT {
    private static final int PIECE = 64 * 1024;
    private static final int PIECES = 1024;
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 80, name: http, protocol: HTTP}
                hosts: ["*"]
              - port: {number: 443, name: https, protocol: HTTPS}
                tls: {mode: SIMPLE, credentialName: shop}
                hosts: ["shop.example.com"]
            """;
    private static final String RULES =
            """
            - match: [{uri: {prefix: /Talk/}}]
              route: [{destination: {host: talk}}]
            - match: [{uri: {prefix: /socket}}]
              route: [{destination: {host: sockets}}]
            - route: [{destination: {host: streams}}]
            """;

    enum Way {
        PLAIN_HTTP_1(false, HttpVersion.HTTP_1_1),
        PLAIN_HTTP_2(false, HttpVersion.HTTP_2),
        TLS_HTTP_1(true, HttpVersion.HTTP_1_1),
        TLS_HTTP_2(true, HttpVersion.HTTP_2);

        private final boolean tls;
        private final HttpVersion version;

        Way(boolean tls, HttpVersion version) {
            this.tls = tls;
            this.version = version;
        }

        GatewayConnection connect(LiveGateway gateway) throws IOException {
            GatewayClient client = tls ? gateway.https(HOST) : gateway.http();
            return client.speaking(version).connect();
        }
    }

    private final StreamingBackend streams = StreamingBackend.start();
    private final WebSocketBackend sockets = WebSocketBackend.start();
    private final GrpcBackend talk = GrpcBackend.start();
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        GATEWAY,
                        secret(),
                        service("streams", "http", streams.port()),
                        service("sockets", "http", sockets.port()),
                        service("talk", "grpc", talk.port()),
                        Yaml.virtualService("shop", HOST, RULES));
    }

    @AfterAll
    void stop() {
        gateway.close();
        streams.close();
        sockets.close();
        talk.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN_HTTP_1", "TLS_HTTP_1"})
    void webSocketsCarryMessagesBothWays(Way way) throws IOException {
        String key = "dGhlIHNhbXBsZSBub25jZQ==";
        try (GatewayConnection connection = way.connect(gateway)) {
            GatewayStream stream =
                    connection.start(
                            GatewayRequest.get(HOST, "/socket")
                                    .with("Connection", "Upgrade")
                                    .with("Upgrade", "websocket")
                                    .with("Sec-WebSocket-Version", "13")
                                    .with("Sec-WebSocket-Key", key));
            assertThat(stream.head().status()).isEqualTo(101);
            assertThat(stream.head().header("sec-websocket-accept"))
                    .isEqualTo(WebSocketBackend.accept(key));

            for (String message : List.of("one", "two")) {
                WebSocketFrame.text(message).writeMasked(stream.output());
                assertThat(WebSocketFrame.read(stream.input()).text()).isEqualTo(message);
            }
            new WebSocketFrame(WebSocketFrame.CLOSE, "").writeMasked(stream.output());
            assertThat(WebSocketFrame.read(stream.input()).type()).isEqualTo(WebSocketFrame.CLOSE);
            assertThat(stream.input().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventsComeAsTheyAreSent(Way way) throws IOException {
        try (GatewayConnection connection = way.connect(gateway)) {
            GatewayStream stream = connection.start(GatewayRequest.get(HOST, "/events"));
            assertThat(stream.head().header("content-type")).isEqualTo("text/event-stream");
            String first = "data: first\n\n";
            assertThat(stream.input().readNBytes(first.length())).asString().isEqualTo(first);

            streams.letGo();
            assertThat(stream.input().readAllBytes()).asString().isEqualTo("data: second\n\n");
        }
    }

    /// 64 MiB, far more than Envoy would hold.
    @ParameterizedTest
    @EnumSource
    void largeBodiesStreamBothWaysAtOnce(Way way) throws IOException {
        try (GatewayConnection connection = way.connect(gateway)) {
            GatewayStream stream = connection.upload(GatewayRequest.post(HOST, "/echo", ""));
            CompletableFuture<Long> sent =
                    CompletableFuture.supplyAsync(() -> upload(stream), THREADS);
            CheckedOutputStream received =
                    new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());

            assertThat(stream.head().status()).isEqualTo(200);
            assertThat(stream.input().transferTo(received)).isEqualTo((long) PIECES * PIECE);
            assertThat(received.getChecksum().getValue()).isEqualTo(sent.join());
        }
    }

    /// Returns the checksum.
    private static long upload(GatewayStream stream) {
        Random random = new Random(64);
        byte[] piece = new byte[PIECE];
        CRC32 checksum = new CRC32();
        try (OutputStream output = stream.output()) {
            for (int i = 0; i < PIECES; i++) {
                random.nextBytes(piece);
                checksum.update(piece);
                output.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return checksum.getValue();
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN_HTTP_2", "TLS_HTTP_2"})
    void grpcStreamsMessagesBothWays(Way way) throws IOException {
        try (GatewayConnection connection = way.connect(gateway)) {
            GatewayStream call = connection.upload(grpc("/Talk/Echo"));
            for (String message : List.of("one", "two")) {
                write(call, message);
                assertThat(read(call)).isEqualTo(message);
            }
            call.output().close();

            assertThat(call.input().read()).isEqualTo(-1);
            assertThat(call.trailers()).containsEntry("grpc-status", List.of("0"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN_HTTP_2", "TLS_HTTP_2"})
    void grpcErrorsComeInTrailers(Way way) throws IOException {
        try (GatewayConnection connection = way.connect(gateway)) {
            GatewayStream call = connection.upload(grpc("/Talk/Fail"));
            write(call, "one");
            call.output().close();

            assertThat(call.head().status()).isEqualTo(200);
            assertThat(read(call)).isEqualTo("one");
            assertThat(call.input().read()).isEqualTo(-1);
            assertThat(call.trailers())
                    .containsEntry("grpc-status", List.of("5"))
                    .containsEntry("grpc-message", List.of("it is gone"));
        }
    }

    private static GatewayRequest grpc(String method) {
        return GatewayRequest.post(HOST, method, "")
                .with("content-type", "application/grpc")
                .with("te", "trailers");
    }

    /// A message is preceded by whether it is compressed and by its length.
    private static void write(GatewayStream call, String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        DataOutputStream output = new DataOutputStream(call.output());
        output.writeByte(0);
        output.writeInt(bytes.length);
        output.write(bytes);
    }

    private static String read(GatewayStream call) throws IOException {
        DataInputStream input = new DataInputStream(call.input());
        assertThat(input.readByte()).isZero();
        return new String(input.readNBytes(input.readInt()), StandardCharsets.UTF_8);
    }

    private static String secret() {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: shop, namespace: default}
        type: kubernetes.io/tls
        """
                + TestCertificates.secretData(HOST);
    }

    private static String service(String name, String portName, int port) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: %1$s, namespace: default}
        spec: {ports: [{name: %2$s, port: 80}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: %1$s, namespace: default, labels: {kubernetes.io/service-name: %1$s}}
        addressType: IPv4
        ports: [{name: %2$s, port: %3$d}]
        endpoints: [{addresses: ["127.0.0.1"], conditions: {ready: true}}]
        """
                .formatted(name, portName, port);
    }
}
