// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Observers.awaitTold;
import static io.gatehouse.server.live.Yaml.HOST;
import static io.gatehouse.testing.GatewayRequest.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GrpcTelemetryServer;
import io.gatehouse.testing.Ports;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Where an entry of each request and connection is written, and which.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessLogIT {
    private static final String PASSED_ON =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: secure, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 443, name: tls, protocol: TLS}
                hosts: [secure.example.com]
                tls: {mode: PASSTHROUGH}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: secure, namespace: default}
            spec:
              hosts: [secure.example.com]
              gateways: [secure]
              tls: [{match: [{sniHosts: [secure.example.com]}], route: [{destination: {host: shop}}]}]
            """;

    private static final ObjectKey MESH = new ObjectKey(Kind.CONFIG_MAP, "istio-system", "istio");

    @TempDir private static Path folder;

    private final Backends shop = Backends.start("shop", 1);
    private final GrpcTelemetryServer told = GrpcTelemetryServer.start();
    private LiveGateway gateway;
    private Observers observers;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        Yaml.tcpTo("raw", "shop"),
                        PASSED_ON,
                        shop.yaml(),
                        Yaml.routeTo("shop", HOST, "shop"),
                        Observers.entry("told", "GRPC", told.port()),
                        Observers.entry("gone", "GRPC", Ports.free()));
        observers = new Observers(gateway);
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
        told.close();
    }

    @AfterEach
    void clear() {
        observers.clear();
        gateway.change(List.of(), List.of(MESH));
    }

    private void mesh(String more) {
        gateway.apply(
                Yaml.meshLines(
                        """
                        extensionProviders:
                        - name: text
                          envoyFileAccessLog: {path: %1$s/text, logFormat: {text: "%%REQ_WITHOUT_QUERY(:PATH)%% %%RESPONSE_CODE%% [%%REQ(X-NONE)%%]"}, omitEmptyValues: true}
                        - name: labels
                          envoyFileAccessLog: {path: %1$s/labels, logFormat: {labels: {path: "%%REQ(:PATH)%%", nested: {code: "%%RESPONSE_CODE%%"}}}}
                        - name: requests
                          envoyHttpAls: {service: told.example.org, port: 80, logName: gateway, filterStateObjectsToLog: [noted], additionalRequestHeadersToLog: [x-asked], additionalResponseHeadersToLog: [content-type], additionalResponseTrailersToLog: [x-end]}
                        - name: connections
                          envoyTcpAls: {service: default/told.example.org, port: 80, logName: raw, filterStateObjectsToLog: [noted]}
                        - name: otel
                          envoyOtelAls: {service: told.example.org, port: 80, logName: shop, logFormat: {text: "%%REQ(:PATH)%%", labels: {code: "%%RESPONSE_CODE%%"}}}
                        - name: gone
                          envoyHttpAls: {service: gone.example.org, port: 80}
                        - name: nowhere
                          envoyOtelAls: {service: nowhere.example.org, port: 80}
                        """
                                        .formatted(folder)
                                + more));
    }

    /// A path that no other request has.
    private static String path() {
        return "/" + UUID.randomUUID();
    }

    private int request(String path) {
        return gateway.send(get(HOST, path)).status();
    }

    /// To a port where no chain takes it.
    private void connectAs(String serverName) {
        assertThatThrownBy(() -> gateway.https(serverName).get(serverName, "/"))
                .isInstanceOf(IOException.class);
    }

    private void awaitLine(Path file, String part) {
        awaitTold(part + " in " + file, () -> lines(file).anyMatch(l -> l.contains(part)));
    }

    private void awaitOutput(String pattern) {
        Pattern line = Pattern.compile(pattern);
        awaitTold(pattern, () -> line.matcher(gateway.envoy().log()).find());
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutAnybodySayingSoNothingIsLogged() {
        String path = path();
        assertThat(request(path)).isEqualTo(200);
        mesh("accessLogFile: /dev/stdout");
        String later = path();
        request(later);

        awaitOutput(later);
        assertThat(gateway.envoy().log()).doesNotContain(path);
    }

    @Test
    void theMeshesFileHasRequestsConnectionsAndThoseThatNothingTakes() throws IOException {
        mesh("accessLogFile: /dev/stdout");
        String path = path();
        request(path);
        assertThat(GatewayClient.plain(gateway.port(8000)).get(HOST, "/").status()).isEqualTo(200);
        connectAs("other.example.com");

        awaitOutput(
                "\\[20[^]]*Z\\] \"GET %s HTTP/1.1\" 200 - via_upstream - \"-\" 0 \\d+ \\d+ \\d+ \"[^\" ]+\" .*\"shop.example.com\" \"127.0.0.1:\\d+\" outbound\\|80\\|\\|shop.default.svc.cluster.local .* - .*\n"
                        .formatted(path));
        awaitOutput("\"- - -\" 0 - - - .*outbound\\|80\\|\\|shop");
        awaitOutput("\"- - -\" 0 NR filter_chain_not_found .* other.example.com -\n");
    }

    @Test
    void theMeshSaysWhatServicesAreCalled() {
        mesh(
                """
                accessLogFile: /dev/stdout
                accessLogFormat: "%REQ(:PATH)% to %UPSTREAM_CLUSTER%"
                outboundClusterStatName: "%SERVICE%-%SERVICE_PORT_NAME%"
                """);
        String path = path();
        request(path);
        awaitOutput(path + " to shop.default-http;\n");
    }

    @Test
    void whatNothingTakesCanBeLeftOut() {
        mesh("accessLogFile: /dev/stdout\ndisableEnvoyListenerLog: true");
        connectAs("unlogged.example.com");
        String path = path();
        request(path);

        awaitOutput(path);
        assertThat(gateway.envoy().log()).doesNotContain("unlogged.example.com");
    }

    @Test
    void theMeshSaysHowItsFileIsWritten() {
        mesh(
                """
                accessLogFile: /dev/stdout
                accessLogFormat: "asked for %REQ(:PATH)% and done"
                """);
        String text = path();
        request(text);
        awaitOutput("asked for " + text + " and done\n");

        mesh(
                """
                accessLogFile: /dev/stdout
                accessLogEncoding: JSON
                accessLogFormat: '{"asked": "%REQ(:PATH)%", "code": "%RESPONSE_CODE%"}'
                """);
        String json = path();
        request(json);
        awaitOutput(Pattern.quote("{\"asked\":\"" + json + "\",\"code\":200}"));
    }

    @Test
    void istiosOwnProviderWritesToStandardOutputAsTheMeshSays() {
        mesh("accessLogEncoding: JSON\ndefaultProviders: {accessLogging: [envoy]}");
        String path = path();
        request(path);

        awaitOutput(
                "\\{.*\"authority\":\"shop.example.com\".*\"path\":\"%s\".*\"upstream_cluster\":\"outbound"
                        .formatted(path));
    }

    @Test
    void filesHaveFormatsOfTheirOwn() {
        mesh("");
        observers.apply("files", "{accessLogging: [{providers: [{name: text}, {name: labels}]}]}");
        String path = path();
        request(path + "?q=1");

        awaitLine(folder.resolve("text"), path + " 200 []");
        awaitLine(
                folder.resolve("labels"),
                "{\"nested\":{\"code\":200},\"path\":\"" + path + "?q=1\"}");
    }

    @Test
    void conditionsChooseWhatIsLogged() {
        mesh("");
        observers.apply(
                "errors",
                "{accessLogging: [{match: {mode: CLIENT}, providers: [{name: text}], filter: {expression: \"response.code >= 404\"}}]}");
        String good = path();
        String bad = path();
        request(good);
        assertThat(gateway.send(get("nobody.example.com", bad)).status()).isEqualTo(404);

        awaitLine(folder.resolve("text"), bad + " 404");
        assertThat(lines(folder.resolve("text"))).noneMatch(line -> line.contains(good));
    }

    @Test
    void aWorkloadTurnsOffWhatTheMeshTurnsOn() {
        mesh("defaultProviders: {accessLogging: [text, labels]}");
        observers.apply(
                "quiet",
                "{selector: {matchLabels: {istio: ingressgateway}}, accessLogging: [{providers: [{name: text}], disabled: true}, {providers: [{name: labels}], disabled: false}]}");
        String path = path();
        request(path);

        awaitLine(folder.resolve("labels"), path);
        assertThat(lines(folder.resolve("text"))).noneMatch(line -> line.contains(path));
    }

    @Test
    void aServiceIsToldOfRequests() {
        mesh("");
        observers.apply("als", "{accessLogging: [{providers: [{name: requests}]}]}");
        int connections = told.connections().size();
        String path = path();
        gateway.send(get(HOST, path).with("x-asked", "a"));

        awaitTold(path, () -> told.requests().stream().anyMatch(r -> isOf(r, path)));
        HTTPAccessLogEntry entry =
                told.requests().stream().filter(r -> isOf(r, path)).findFirst().orElseThrow();
        assertThat(entry.getResponse().getResponseCode().getValue()).isEqualTo(200);
        assertThat(entry.getRequest().getRequestHeadersMap()).containsEntry("x-asked", "a");
        assertThat(entry.getResponse().getResponseHeadersMap()).containsKey("content-type");
        assertThat(told.logNames()).contains("gateway");
        assertThat(told.connections()).hasSize(connections);
    }

    private static boolean isOf(HTTPAccessLogEntry entry, String path) {
        return entry.getRequest().getPath().equals(path);
    }

    @Test
    void aServiceIsToldOfConnections() throws IOException {
        mesh("");
        observers.apply("als", "{accessLogging: [{providers: [{name: connections}]}]}");
        int before = told.connections().size();
        GatewayClient.plain(gateway.port(8000)).get(HOST, "/");

        awaitTold("connection", () -> told.connections().size() > before);
        assertThat(told.connections().getLast().getCommonProperties().getUpstreamCluster())
                .isEqualTo("outbound|80||shop.default.svc.cluster.local");
        assertThat(told.logNames()).contains("raw");
    }

    @Test
    void anOpenTelemetryCollectorIsToldOfBoth() throws IOException {
        mesh("");
        observers.apply("otel", "{accessLogging: [{providers: [{name: otel}]}]}");
        String path = path();
        request(path);
        GatewayClient.plain(gateway.port(8000)).get(HOST, "/");

        awaitTold(path, () -> told.records().stream().anyMatch(r -> body(r).equals(path)));
        LogRecord record =
                told.records().stream().filter(r -> body(r).equals(path)).findFirst().orElseThrow();
        assertThat(record.getAttributesList())
                .anySatisfy(attribute -> {
                    assertThat(attribute.getKey()).isEqualTo("code");
                    assertThat(attribute.getValue().getStringValue()).isEqualTo("200");
                });
        awaitTold("connection", () -> told.records().stream().anyMatch(r -> body(r).equals("-")));
    }

    private static String body(LogRecord logRecord) {
        return logRecord.getBody().getStringValue();
    }

    @Test
    void whoCannotBeToldHarmsNobody() {
        mesh("");
        observers.apply(
                "lost",
                "{accessLogging: [{providers: [{name: gone}, {name: nowhere}, {name: nobody}, {name: text}]}]}");
        String path = path();

        assertThat(request(path)).isEqualTo(200);
        awaitLine(folder.resolve("text"), path);
        assertThat(gateway.findings(FindingCode.TELEMETRY_PROVIDER))
                .extracting(f -> f.field().text())
                .containsExactly(
                        "spec.accessLogging[0].providers[1].name",
                        "spec.accessLogging[0].providers[2].name");
    }

    @Test
    void aConditionThatIsNoneIsSetAside() {
        mesh("");
        observers.apply("good", "{accessLogging: [{providers: [{name: text}]}]}");
        observers.apply(
                "good",
                "{accessLogging: [{providers: [{name: text}], filter: {expression: \"a +\"}}]}");
        awaitTold(
                "set aside",
                () ->
                        gateway.findings(FindingCode.REFUSED_BY_PROXY).stream()
                                .anyMatch(finding -> finding.object().isPresent()));
        String path = path();

        assertThat(request(path)).isEqualTo(200);
        awaitLine(folder.resolve("text"), path);
        assertThat(gateway.findings(FindingCode.REFUSED_BY_PROXY))
                .extracting(f -> f.object().orElseThrow().name())
                .containsExactly("good");
    }
}
