// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Deployment;
import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.Protocol;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.StringMatch;
import io.gatehouse.config.istio.VirtualService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class YamlReaderTest {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1beta1
            kind: Gateway
            metadata:
              name: my-gateway
            spec:
              selector:
                istio: ingressgateway # a comment
              servers:
                - port:
                    number: 80
                    name: http
                    protocol: HTTP
                  hosts:
                    - "*"
                - port: {number: 443, name: https, protocol: HTTPS}
                  tls:
                    mode: SIMPLE
                    credentialName: my-tls-secret
                    minProtocolVersion: TLSV1_3
                  hosts: ["myapp.example.com"]
            """;

    private final YamlReader reader = new YamlReader(ReadLimits.DEFAULT);

    @Test
    void gateway() {
        Gateway gateway = (Gateway) object(GATEWAY);

        assertThat(gateway.key()).isEqualTo(new ObjectKey(Kind.GATEWAY, "default", "my-gateway"));
        assertThat(gateway.spec().selector()).containsOnly(Map.entry("istio", "ingressgateway"));
        Gateway.Server http = gateway.spec().servers().getFirst();
        assertThat(http.port()).contains(new Gateway.Port(80, "HTTP", "http", 0));
        assertThat(http.hosts()).containsExactly("*");
        assertThat(http.tls()).isEmpty();
        Gateway.TlsSettings tls = gateway.spec().servers().get(1).tls().orElseThrow();
        assertThat(tls.mode()).isEqualTo(Gateway.TlsMode.SIMPLE);
        assertThat(tls.credentialName()).isEqualTo("my-tls-secret");
        assertThat(tls.minProtocolVersion()).isEqualTo(Gateway.TlsProtocol.TLSV1_3);
        assertThat(tls.maxProtocolVersion()).isEqualTo(Gateway.TlsProtocol.TLS_AUTO);
        assertThat(tls.insecureSkipVerify()).isEmpty();
    }

    @Test
    void aCharacterOutsideTheBasicPlaneMayStandAnywhere() {
        for (int length = 900; length < 1100; length++) {
            String text = "#" + "x".repeat(length) + "😀\n" + GATEWAY;

            assertThat(object(text).key().name()).isEqualTo("my-gateway");
        }
    }

    @Test
    void virtualServiceWithSnakeCaseNamesAsProtobufAllows() {
        VirtualService service =
                (VirtualService)
                        object(
                                """
                                apiVersion: networking.istio.io/v1
                                kind: VirtualService
                                metadata: {name: shop, namespace: web}
                                spec:
                                  hosts: [shop.example.com]
                                  export_to: ["."]
                                  http:
                                  - match:
                                    - uri: {prefix: /a}
                                      query_params: {q: {exact: "1"}}
                                      headers: {x-there: {}}
                                      ignore_uri_case: yes
                                    timeout: 1m30s
                                    mirror_percentage: {value: 12.5}
                                    mirrorPercent: 0
                                    route:
                                    - destination: {host: a, port: {number: 80}}
                                      weight: 100
                                """);

        HttpRoute route = service.spec().http().getFirst();
        assertThat(service.key()).hasToString("VirtualService web/shop");
        assertThat(service.spec().exportTo()).containsExactly(".");
        assertThat(route.match().getFirst().uri().orElseThrow().prefix()).contains("/a");
        assertThat(route.match().getFirst().queryParams())
                .containsExactly(Map.entry("q", match(Optional.of("1"))));
        assertThat(route.match().getFirst().headers())
                .containsExactly(Map.entry("x-there", match(Optional.empty())));
        assertThat(route.match().getFirst().ignoreUriCase()).isTrue();
        assertThat(route.timeout()).contains(Duration.ofSeconds(90));
        assertThat(route.mirrorPercentage().orElseThrow().value()).isEqualTo(12.5);
        assertThat(route.mirrorPercent()).contains(0);
        assertThat(route.retries()).isEmpty();
    }

    @Test
    void serviceWithStatusAndWhatAClusterAdds() {
        Service service =
                (Service)
                        object(
                                """
                                apiVersion: v1
                                kind: Service
                                metadata:
                                  name: web
                                  creationTimestamp: "2026-01-02T03:04:05Z"
                                  uid: 1b
                                  resourceVersion: "17"
                                  generation: 3
                                  managedFields: [{manager: kubectl, fieldsV1: {"f:spec": {}}}]
                                  ownerReferences: []
                                spec:
                                  type: LoadBalancer
                                  ports:
                                  - {port: 80, targetPort: http, name: a}
                                  - {port: 81, targetPort: 8081, protocol: UDP, name: b}
                                status:
                                  loadBalancer: {ingress: [{ip: 10.0.0.1, ipMode: VIP}]}
                                """);

        assertThat(service.metadata().creationTimestamp())
                .contains(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(service.metadata().generation()).isEqualTo(3);
        assertThat(service.spec().type()).isEqualTo(Service.Type.LOAD_BALANCER);
        assertThat(service.spec().ports().getFirst().targetPort())
                .contains(new IntOrString.Text("http"));
        assertThat(service.spec().ports().getFirst().protocol()).isEqualTo(Protocol.TCP);
        assertThat(service.spec().ports().get(1).targetPort()).contains(new IntOrString.Int(8081));
        assertThat(service.status().orElseThrow().loadBalancer().orElseThrow().ingress())
                .containsExactly(new Service.Ingress("10.0.0.1", ""));
    }

    @Test
    void fieldsThatDoNotConcernAGatewayAreAllowedInPods() {
        ConfigObject deployment =
                object(
                        """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: d}
                        spec:
                          replicas: 2
                          strategy: {type: Recreate}
                          selector: {matchLabels: {app: d}}
                          template:
                            metadata: {labels: {app: d}, creationTimestamp: null}
                            spec:
                              containers:
                              - {name: c, image: i, env: [{name: A, value: b}], ports: [{containerPort: 80}]}
                        """);

        assertThat(
                        ((Deployment) deployment)
                                .spec()
                                .template()
                                .spec()
                                .containers()
                                .getFirst()
                                .ports())
                .hasSize(1);
        Pod pod =
                (Pod)
                        object(
                                "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\":"
                                        + " {\"name\": \"p\"}, \"spec\": {\"volumes\": []}}");
        assertThat(pod.spec().containers()).isEmpty();
    }

    @Test
    void secretsNeverShowTheirValues() {
        Secret secret =
                (Secret)
                        object(
                                """
                                apiVersion: v1
                                kind: Secret
                                metadata: {name: s}
                                type: kubernetes.io/tls
                                data:
                                  tls.crt: aGVsbG8=
                                  tls.key: |
                                    c2Vj
                                    cmV0
                                stringData: {tls.crt: wins}
                                """);

        assertThat(secret.data())
                .containsExactly(
                        Map.entry("tls.crt", new SecretValue(Bytes.utf8("wins"))),
                        Map.entry("tls.key", new SecretValue(Bytes.utf8("secret"))));
        assertThat(secret.toString())
                .doesNotContain("wins")
                .doesNotContain("secret")
                .contains("***");
        List<Finding> findings =
                findings(
                        """
                        apiVersion: v1
                        kind: Secret
                        metadata: {name: s}
                        data: {tls.key: "sesame!"}
                        stringData: {other: 12345}
                        """);
        assertThat(findings).hasSize(2);
        assertThat(findings.toString()).doesNotContain("sesame").doesNotContain("12345");
    }

    @Test
    void allFindingsOfADocumentAreToldWithTheirPlaces() {
        assertThat(
                        lines(
                                """
                                apiVersion: networking.istio.io/v1
                                kind: VirtualService
                                metadata:
                                  name: shop
                                spec:
                                  host: [a]
                                  hosts:
                                  - 5
                                  gateways: my-gateway
                                  http:
                                  - timeout: 5
                                    route:
                                    - destination:
                                        host: yes
                                        port: {number: "80"}
                                      weight: 1.5
                                      weight: 2
                                """))
                .containsExactly(
                        "6:3 UNKNOWN_FIELD spec.host: unknown field \"host\" (did you mean \"hosts\"?"
                                + " allowed: exportTo, gateways, hosts, http, tcp, tls)",
                        "8:5 INVALID_VALUE spec.hosts[0]: found the number 5 (expected: a text, in"
                                + " quotes if it looks like a number or boolean)",
                        "9:13 INVALID_VALUE spec.gateways: found the text \"my-gateway\" (expected: a"
                                + " list)",
                        "11:14 INVALID_VALUE spec.http[0].timeout: found the number 5 (expected: a"
                                + " duration such as 5s, 1.5s, 100ms or 1m30s)",
                        "17:7 INVALID_YAML spec.http[0].route[0].weight: \"weight\" is given more than"
                                + " once; only one can hold",
                        "14:15 INVALID_VALUE spec.http[0].route[0].destination.host: found yes, which"
                                + " without quotes means true (expected: a text, in quotes if it looks"
                                + " like a number or boolean)",
                        "15:24 INVALID_VALUE spec.http[0].route[0].destination.port.number: found the"
                                + " text \"80\" (expected: a whole number, without quotes)",
                        "16:15 INVALID_VALUE spec.http[0].route[0].weight: found the number 1.5"
                                + " (expected: a whole number, without quotes)");
    }

    @Test
    void refusedObjectsKeepTheirKey() {
        ReadResult result =
                reader.read("f.yaml", GATEWAY.replace("mode: SIMPLE", "mode: SIMPEL")).getFirst();

        assertThat(result)
                .isInstanceOfSatisfying(
                        ReadResult.Refused.class,
                        refused -> {
                            assertThat(refused.key())
                                    .contains(new ObjectKey(Kind.GATEWAY, "default", "my-gateway"));
                            assertThat(refused.findings().getFirst().object())
                                    .isEqualTo(refused.key());
                            assertThat(refused.findings().getFirst().message())
                                    .isEqualTo(
                                            "found \"SIMPEL\" (did you mean \"SIMPLE\"? allowed:"
                                                    + " PASSTHROUGH, SIMPLE, MUTUAL, AUTO_PASSTHROUGH,"
                                                    + " ISTIO_MUTUAL, OPTIONAL_MUTUAL)");
                        });
    }

    @Test
    void aSyntaxErrorHarmsOnlyItsOwnDocument() {
        List<ReadResult> results =
                reader.read(
                        "f.yaml",
                        GATEWAY + "---\nkind: [\n---\n# nothing\n---\n" + GATEWAY + "...\n");

        assertThat(results).hasSize(3);
        assertThat(results.get(0)).isInstanceOf(ReadResult.Read.class);
        assertThat(results.get(2))
                .isInstanceOfSatisfying(
                        ReadResult.Read.class,
                        read -> assertThat(read.position()).hasToString("f.yaml:26:1"));
        assertThat(results.get(1).findings())
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo(FindingCode.INVALID_YAML);
                    assertThat(f.position().orElseThrow().line()).isBetween(22, 24);
                });
    }

    @Test
    void listsOfObjectsAreTakenApart() {
        List<ReadResult> results =
                reader.read(
                        "f.json",
                        """
                        {"apiVersion": "v1", "kind": "List", "items": [
                        \t{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "a"}},
                          {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "B"}}
                        ]}
                        """);

        assertThat(results).hasSize(2);
        assertThat(((ReadResult.Read) results.get(0)).object().key())
                .isEqualTo(new ObjectKey(Kind.NAMESPACE, "", "a"));
        assertThat(results.get(1).findings().getFirst().field()).hasToString("metadata.name");
        assertThat(results.get(1).findings().getFirst().position())
                .hasToString("Optional[f.json:3:66]");
    }

    @Test
    void apiVersionsAndKindsThatCannotBe() {
        assertThat(lines("apiVersion: networking.istio.io/v2\nkind: Gateway\nmetadata: {name: a}"))
                .containsExactly(
                        "1:13 INVALID_VALUE apiVersion: found \"networking.istio.io/v2\" (expected for"
                                + " a Gateway: networking.istio.io/v1, networking.istio.io/v1beta1,"
                                + " networking.istio.io/v1alpha3)");
        assertThat(lines("apiVersion: v1\nkind: Deployment\nmetadata: {name: a}"))
                .containsExactly(
                        "1:13 INVALID_VALUE apiVersion: found \"v1\" (expected for a Deployment:"
                                + " apps/v1)");
        assertThat(lines("apiVersion: networking.istio.io/v1\nkind: VirtualServce"))
                .singleElement()
                .asString()
                .startsWith(
                        "2:7 INVALID_VALUE kind: networking.istio.io/v1 has no kind"
                                + " \"VirtualServce\" (did you mean \"VirtualService\"?");
        assertThat(lines("kind: Gateway"))
                .singleElement()
                .asString()
                .contains("MISSING_FIELD apiVersion");
        assertThat(lines("apiVersion: v1"))
                .singleElement()
                .asString()
                .contains("MISSING_FIELD kind");
        assertThat(lines("- a\n- b"))
                .singleElement()
                .asString()
                .contains("found a list (expected: an object");
    }

    @Test
    void names() {
        assertThat(lines("apiVersion: v1\nkind: Secret"))
                .containsExactly("1:1 MISSING_FIELD metadata: an object must have metadata.name");
        assertThat(lines("apiVersion: v1\nkind: Secret\nmetadata:"))
                .containsExactly("1:1 MISSING_FIELD metadata: an object must have metadata.name");
        assertThat(lines("apiVersion: v1\nkind: Secret\nmetadata: {generateName: a-}"))
                .singleElement()
                .asString()
                .contains("MISSING_FIELD metadata.name: ")
                .contains("generateName");
        assertThat(
                        lines(
                                "apiVersion: v1\nkind: Secret\nmetadata: {name: My_Secret, namespace: a.b}"))
                .hasSize(2);
        assertThat(lines("apiVersion: v1\nkind: Service\nmetadata: {name: a.b}")).hasSize(1);
        assertThat(object("apiVersion: v1\nkind: Secret\nmetadata: {name: a.b}").metadata().name())
                .isEqualTo("a.b");
    }

    @Test
    void mergeKeysAndAliases() {
        Gateway gateway =
                (Gateway)
                        object(
                                """
                                apiVersion: networking.istio.io/v1
                                kind: Gateway
                                metadata: {name: g}
                                spec:
                                  servers:
                                  - &first
                                    port: &port {number: 80, name: a, protocol: HTTP}
                                    hosts: [a]
                                  - <<: *first
                                    port: {<<: *port, name: b}
                                """);

        assertThat(gateway.spec().servers().get(1))
                .isEqualTo(
                        new Gateway.Server(
                                Optional.of(new Gateway.Port(80, "HTTP", "b", 0)),
                                "",
                                List.of("a"),
                                Optional.empty(),
                                "",
                                ""));
    }

    @Test
    void taggedTextIsText() {
        Gateway gateway =
                (Gateway)
                        object(
                                GATEWAY.replace("name: http\n", "name: !!str 8\n")
                                        .replace("\"*\"", "!!str yes"));

        assertThat(gateway.spec().servers().getFirst().port().orElseThrow().name()).isEqualTo("8");
        assertThat(gateway.spec().servers().getFirst().hosts()).containsExactly("yes");
    }

    @Test
    void bytesThatAreNotText() {
        assertThat(
                        reader.read("f", new byte[] {'a', '\n', 'b', (byte) 0xC3, 'c'})
                                .getFirst()
                                .findings())
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.message()).isEqualTo("found bytes that are not UTF-8 text");
                    assertThat(f.position()).hasToString("Optional[f:2:2]");
                });
        assertThat(lines("a: 1\n---\r\nb: 2\rc: \u0007\n"))
                .last()
                .asString()
                .startsWith("4:4 INVALID_YAML : found the character U+0007");
        assertThat(reader.read("f", new byte[0])).isEmpty();
        assertThat(reader.read("f", "\uFEFF# nothing\n%YAML 1.2\n---\n---\n~\n...\n")).isEmpty();
        assertThat(object("\uFEFF" + GATEWAY)).isInstanceOf(Gateway.class);
    }

    private static StringMatch match(Optional<String> exact) {
        return new StringMatch(exact, Optional.empty(), Optional.empty());
    }

    private ConfigObject object(String text) {
        List<ReadResult> results = reader.read("f.yaml", text);
        assertThat(results).singleElement().isInstanceOf(ReadResult.Read.class);
        return ((ReadResult.Read) results.getFirst()).object();
    }

    private List<Finding> findings(String text) {
        return reader.read("f.yaml", text.getBytes(StandardCharsets.UTF_8)).stream()
                .flatMap(r -> r.findings().stream())
                .toList();
    }

    private List<String> lines(String text) {
        return findings(text).stream()
                .map(f ->
                        "%d:%d %s %s: %s"
                                .formatted(
                                        f.position().orElseThrow().line(),
                                        f.position().orElseThrow().column(),
                                        f.code(),
                                        f.field(),
                                        f.message()))
                .toList();
    }
}
