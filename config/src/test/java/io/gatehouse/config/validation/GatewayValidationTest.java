// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GatewayValidationTest {
    private static final String HTTPS = "port: {number: 443, name: https, protocol: HTTPS}, ";
    private static final String HTTP = "port: {number: 80, name: http, protocol: HTTP}, ";
    private static final String HOSTS = "hosts: ['a.example.com']";

    @Test
    void whatIsTranslatedGivesNoFinding() {
        assertThat(
                        Judged.findings(
                                """
                                apiVersion: networking.istio.io/v1
                                kind: Gateway
                                metadata: {name: g}
                                spec:
                                  selector: {istio: ingressgateway}
                                  servers:
                                  - port: {number: 80, name: http, protocol: http}
                                    hosts: ["*", "web/*.example.com", "./a.b", "*/c.d", 10.0.0.1]
                                    bind: "::1"
                                    tls: {httpsRedirect: true}
                                  - port: {number: 443, name: https, protocol: HTTPS}
                                    hosts: [a.example.com.]
                                    name: web
                                    bind: 10.0.0.1
                                    tls:
                                      mode: SIMPLE
                                      credentialName: cert
                                      minProtocolVersion: TLSV1_2
                                      maxProtocolVersion: TLSV1_3
                                      cipherSuites: [ECDHE-RSA-AES128-GCM-SHA256, "-ALL"]
                                  - port: {number: 8443, name: grpc, protocol: GRPC-WEB}
                                    hosts: ["*-x.example.com"]
                                """))
                .isEmpty();
    }

    @Test
    void aGatewayNeedsServers() {
        assertThat(
                        Judged.findings(
                                "{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: a.b}}"))
                .containsExactly(
                        "ERROR INVALID_VALUE metadata.name: found \"a.b\" (expected for a Gateway: at"
                                + " most 63 letters, digits and -, with a letter or digit at both ends)",
                        "ERROR MISSING_FIELD spec.servers: a Gateway must have at least one server");
    }

    @Test
    void portNamesDiffer() {
        assertThat(servers("{" + HTTP + HOSTS + "}, {" + HTTP + HOSTS + "}"))
                .containsExactly("ERROR INVALID_VALUE spec.servers[1].port.name");
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of("{" + HTTP + "}", "ERROR MISSING_FIELD .hosts"),
                Arguments.of("{" + HOSTS + "}", "ERROR MISSING_FIELD .port"),
                server(
                        "port: {number: 0, name: a, protocol: HTTP}",
                        "ERROR INVALID_VALUE .port.number"),
                server(
                        "port: {number: 65536, name: a, protocol: HTTP}",
                        "ERROR INVALID_VALUE .port.number"),
                server("port: {number: 80, protocol: HTTP}", "ERROR MISSING_FIELD .port.name"),
                server("port: {number: 80, name: a}", "ERROR MISSING_FIELD .port.protocol"),
                server(
                        "port: {number: 80, name: a, protocol: HTP}",
                        "ERROR INVALID_VALUE .port.protocol"),
                server(
                        "port: {number: 80, name: a, protocol: HTTP, targetPort: 8}",
                        "ERROR INVALID_VALUE .port.targetPort"),
                server(HTTP + "defaultEndpoint: '127.0.0.1:8'", "INFO NO_EFFECT .defaultEndpoint"),
                server(HTTP + "bind: localhost", "ERROR INVALID_VALUE .bind"),
                server(HTTP + "bind: 1.2.3", "ERROR INVALID_VALUE .bind"),
                server(
                        "port: {number: 8080, name: a, protocol: HTTP}, tls: {httpsRedirect: true}",
                        "WARNING INVALID_VALUE .tls.httpsRedirect"),
                server(HTTPS, "ERROR MISSING_FIELD .tls"),
                server(HTTP + "tls: {mode: SIMPLE, credentialName: a}", "ERROR INVALID_VALUE .tls"),
                server(
                        "port: {number: 80, name: a, protocol: HTTPS}, tls: {httpsRedirect: true, mode: SIMPLE, credentialName: a}",
                        "WARNING INVALID_VALUE .tls.httpsRedirect"),
                server(HTTPS + "tls: {mode: SIMPLE}", "ERROR MISSING_FIELD .tls.credentialName"),
                server(
                        HTTPS + "tls: {mode: SIMPLE, credentialName: a, credentialNames: [b]}",
                        "ERROR INVALID_VALUE .tls"),
                server(
                        HTTPS
                                + "tls: {mode: SIMPLE, credentialName: a, minProtocolVersion: TLSV1_1}",
                        "WARNING INVALID_VALUE .tls.minProtocolVersion"),
                server(
                        HTTPS
                                + "tls: {mode: SIMPLE, credentialName: a, minProtocolVersion: TLSV1_3, maxProtocolVersion: TLSV1_2}",
                        "WARNING INVALID_VALUE .tls.maxProtocolVersion"),
                server(
                        HTTPS
                                + "tls: {mode: SIMPLE, credentialName: a, cipherSuites: [AES128-SHA, AES128-SHA]}",
                        "WARNING INVALID_VALUE .tls.cipherSuites[1]"),
                server(
                        HTTPS + "tls: {mode: SIMPLE, credentialName: a, cipherSuites: [RC4]}",
                        "WARNING INVALID_VALUE .tls.cipherSuites[0]"),
                server(
                        HTTPS + "tls: {mode: SIMPLE, credentialName: a, subjectAltNames: [b]}",
                        "WARNING INVALID_VALUE .tls.subjectAltNames"),
                server(
                        HTTPS + "tls: {mode: SIMPLE, credentialName: a, ecdhCurves: [P-256, P-1]}",
                        "WARNING INVALID_VALUE .tls.ecdhCurves[1]"),
                server(
                        HTTPS
                                + "tls: {mode: MUTUAL, credentialName: a, verifyCertificateSpki: [YQ==]}",
                        "ERROR INVALID_VALUE .tls.verifyCertificateSpki[0]"),
                server(
                        HTTPS
                                + "tls: {mode: MUTUAL, credentialName: a, verifyCertificateHash: [a]}",
                        "ERROR INVALID_VALUE .tls.verifyCertificateHash[0]"),
                server(
                        HTTPS + "tls: {mode: MUTUAL, credentialNames: [a], caCrl: /crl}",
                        "ERROR INVALID_VALUE .tls.caCrl"),
                server(
                        HTTPS + "tls: {mode: MUTUAL, serverCertificate: /a, privateKey: /b}",
                        "ERROR MISSING_FIELD .tls.caCertificates"),
                server(
                        HTTPS + "tls: {mode: ISTIO_MUTUAL, minProtocolVersion: TLSV1_3}",
                        "WARNING INVALID_VALUE .tls.minProtocolVersion"));
    }

    private static Arguments server(String fields, String finding) {
        return Arguments.of(
                "{" + fields + (fields.endsWith(" ") ? "" : ", ") + HOSTS + "}", finding);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void oneFinding(String server, String finding) {
        assertThat(servers(server)).containsExactly(finding.replace(" .", " spec.servers[0]."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "port: {number: 80, name: a, protocol: tcp}, ",
                "port: {number: 80, name: a, protocol: Mongo}, ",
                "port: {number: 0, name: a, protocol: HTTP}, bind: 'unix:///a', ",
                "port: {number: 80, name: a, protocol: HTTP}, tls: {httpsRedirect: true}, ",
                HTTPS + "tls: {mode: PASSTHROUGH}, ",
                HTTPS + "tls: {mode: AUTO_PASSTHROUGH}, "
            })
    void noFinding(String server) {
        assertThat(servers("{" + server + HOSTS + "}")).isEmpty();
    }

    @Test
    void modesAndTheirCertificates() {
        assertThat(
                        servers(
                                "{"
                                        + HTTPS
                                        + "tls: {mode: SIMPLE, serverCertificate: a}, "
                                        + HOSTS
                                        + "}"))
                .containsExactly("ERROR MISSING_FIELD spec.servers[0].tls.privateKey");
        assertThat(
                        servers(
                                "{"
                                        + HTTPS
                                        + "tls: {mode: ISTIO_MUTUAL, credentialName: a}, "
                                        + HOSTS
                                        + "}"))
                .containsExactly("ERROR INVALID_VALUE spec.servers[0].tls.credentialName");
        assertThat(servers("{" + HTTPS + "tls: {credentialName: a}, " + HOSTS + "}"))
                .containsExactly("WARNING INVALID_VALUE spec.servers[0].tls");
        assertThat(
                        servers(
                                "{"
                                        + HTTPS
                                        + "tls: {mode: OPTIONAL_MUTUAL, serverCertificate: a, privateKey: b}, "
                                        + HOSTS
                                        + "}"))
                .startsWith("ERROR MISSING_FIELD spec.servers[0].tls.caCertificates");
        assertThat(
                        servers(
                                "{"
                                        + HTTPS
                                        + "tls: {mode: SIMPLE, credentialName: a, caCrl: b}, "
                                        + HOSTS
                                        + "}"))
                .startsWith("ERROR INVALID_VALUE spec.servers[0].tls.caCrl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "",
                "/a.b",
                "a_b/c.d",
                "a.*.b",
                "a.b*",
                "a..b",
                "-a.b",
                "1.2.3.256",
                "a.b:80",
                "ns/",
                "ns/*/a.b",
                "a.b.7"
            })
    void hostsThatCannotBe(String host) {
        assertThat(servers("{" + HTTP + "hosts: ['" + host + "']}"))
                .containsExactly("ERROR INVALID_VALUE spec.servers[0].hosts[0]");
    }

    private static List<String> servers(String servers) {
        return Judged.places(
                "{apiVersion: networking.istio.io/v1, kind: Gateway, metadata: {name: g},"
                        + " spec: {servers: ["
                        + servers
                        + "]}}");
    }
}
