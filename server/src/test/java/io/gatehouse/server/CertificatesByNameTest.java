// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.envoy.RouteScope;
import io.gatehouse.xds.ResourceName;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a change costs a proxy with many HTTPS servers: never a listener.
class CertificatesByNameTest {
    private static final int SERVERS = 20;
    private static final String DATA = TestCertificates.secretData("a.test");
    private static final String OTHER_DATA = TestCertificates.secretData("b.test");

    private final LiveTranslation live =
            new LiveTranslation(TestGroups.INGRESS, new DeliveryLimits(1_000, SERVERS));

    @BeforeEach
    void start() {
        IntStream.range(0, SERVERS).forEach(i -> apply(server(i), secret(i, DATA), routes(i)));
        live.changes();
    }

    private List<String> apply(String... yaml) {
        GivenYaml.valid(String.join("\n---\n", yaml)).forEach(live::upsert);
        return changed();
    }

    private List<String> delete(Kind kind, String name) {
        live.delete(new ObjectKey(kind, "default", name));
        return changed();
    }

    private List<String> changed() {
        ResourceChanges changes = live.changes();
        return Stream.concat(
                        changes.upserts().stream().map(r -> r.name().toString()),
                        changes.removals().stream().map(ResourceName::toString).map("-"::concat))
                .sorted()
                .toList();
    }

    private static String server(int i) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: g%1$d, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            tls: {mode: SIMPLE, credentialName: s%1$d}
            hosts: [h%1$d.test]
        """
                .formatted(i);
    }

    private static String secret(int i, String data) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: s%d, namespace: default}
        type: kubernetes.io/tls
        """
                        .formatted(i)
                + data;
    }

    private static String routes(int i) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: v%1$d, namespace: default}
        spec:
          hosts: [h%1$d.test]
          gateways: [g%1$d]
          http: [{directResponse: {status: 200}}]
        """
                .formatted(i);
    }

    private static String scopeOf(int i) {
        return "SCOPED_ROUTE " + RouteScope.resourceName("https.443", "h%d.test".formatted(i));
    }

    @Test
    void aRotatedCertificateTravelsAlone() {
        assertThat(apply(secret(7, OTHER_DATA))).containsExactly("SECRET h7.test");
    }

    @Test
    void aSecretThatGoesTakesItsCertificateAlong() {
        assertThat(delete(Kind.SECRET, "s7")).containsExactly("-SECRET h7.test");
    }

    @Test
    void aServerThatComesOrGoesChangesNoListener() {
        int next = SERVERS;
        assertThat(apply(server(next), secret(next, DATA), routes(next)))
                .containsExactly(scopeOf(next), "SECRET h%d.test".formatted(next));
        assertThat(delete(Kind.GATEWAY, "g" + next))
                .containsExactly("-" + scopeOf(next), "-SECRET h%d.test".formatted(next));
    }

    @Test
    void belowTheLimitEachServerHasItsChain() {
        assertThat(delete(Kind.GATEWAY, "g7"))
                .contains(
                        "-LISTENER scopes",
                        "-SCOPED_ROUTE https.443/*",
                        "-" + scopeOf(7),
                        "-SECRET h1.test",
                        "LISTENER 0.0.0.0_443",
                        "ROUTE https.443.https.g1.default",
                        "SECRET kubernetes://default/s1");
    }
}
