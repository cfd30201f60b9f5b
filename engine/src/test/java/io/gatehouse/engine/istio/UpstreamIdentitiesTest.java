// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.Scenario;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.routing.PeerVerification;
import io.gatehouse.routing.TlsOrigination;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Of which names a service's certificate must have one, within the mesh and outside it.
class UpstreamIdentitiesTest {
    private static final String ROUTE =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: ingress, namespace: istio-system}
            spec: {selector: {istio: ingressgateway}, ports: [{name: http, port: 80}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: default}
            spec: {hosts: [shop.test], gateways: [gw], http: [{route: [{destination: {host: shop}}]}]}
            """;

    private final Scenario scenario =
            new Scenario(
                    ROUTE,
                    TestSecrets.mutual("istio-system", MeshCertificate.SECRET),
                    """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: shop, namespace: default}
                    spec: {selector: {app: shop}, ports: [{name: http, port: 80}]}
                    """,
                    pod("one", "10.0.0.1", "shop"),
                    rule("ISTIO_MUTUAL"));

    private final Output<GroupUpstream, Optional<TlsOrigination>> upstreams =
            scenario.routing.graph.output(
                    scenario.routing.namedUpstreams,
                    scenario.routing.graph.derivation(
                            "test TLS",
                            (e, key) ->
                                    e.get(scenario.routing.upstreams.upstream, key)
                                            .orElseThrow()
                                            .tls()));

    private static String pod(String name, String address, String account) {
        return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: default, labels: {app: shop}}
        spec: {serviceAccountName: '%s', containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: %s}
        """
                .formatted(name, account, address);
    }

    private static String rule(String mode) {
        return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: shop, namespace: default}
        spec: {host: shop, trafficPolicy: {tls: {mode: %s, caCertificates: /ca.crt}}}
        """
                .formatted(mode)
                .replace(mode.equals("SIMPLE") ? "" : ", caCertificates: /ca.crt", "");
    }

    private static String mesh(String text) {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data: {mesh: '%s'}
        """
                .formatted(text);
    }

    /// Empty where nothing has changed.
    private List<String> changed() {
        return upstreams.changes().stream()
                .flatMap(change -> change.value().orElseThrow().orElseThrow().server().stream())
                .map(PeerVerification::subjectAltNames)
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void everyAccountOfItsWorkloadsCountsOnce() {
        assertThat(changed()).containsExactly("spiffe://cluster.local/ns/default/sa/shop");

        scenario.apply(pod("two", "10.0.0.2", "shop"));
        assertThat(changed()).isEmpty();

        scenario.apply(pod("three", "10.0.0.3", ""));
        assertThat(changed())
                .containsExactly(
                        "spiffe://cluster.local/ns/default/sa/default",
                        "spiffe://cluster.local/ns/default/sa/shop");
    }

    @Test
    void aFurtherEndpointOfAKnownAccountDerivesNoUpstream() {
        changed();
        long runs = scenario.routing.upstreams.upstream.runs();

        scenario.apply(pod("two", "10.0.0.2", "shop"));
        changed();

        assertThat(scenario.routing.upstreams.upstream.runs()).isEqualTo(runs);
        assertThat(scenario.routing.services.identities.runs()).isEqualTo(2);
    }

    @Test
    void otherDomainsCountWhereTheMeshSaysSo() {
        scenario.apply(mesh("{trustDomain: a.test, trustDomainAliases: [b.test]}"));

        assertThat(changed())
                .containsExactly(
                        "spiffe://a.test/ns/default/sa/shop", "spiffe://b.test/ns/default/sa/shop");
    }

    @Test
    void ofAServiceTheyDoNotCountOutsideTheMesh() {
        changed();

        scenario.apply(rule("SIMPLE"));

        assertThat(upstreams.changes())
                .singleElement()
                .satisfies(change ->
                        assertThat(
                                        change.value()
                                                .orElseThrow()
                                                .orElseThrow()
                                                .server()
                                                .orElseThrow()
                                                .subjectAltNames())
                                .isEmpty());
    }

    @Test
    void ofAServiceEntryTheyCountInEveryMode() {
        scenario.apply(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: shop, namespace: default}
                spec: {hosts: [shop.test], gateways: [gw], http: [{route: [{destination: {host: ext.test}}]}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: ext, namespace: default}
                spec:
                  hosts: [ext.test]
                  ports: [{number: 80, name: http, protocol: HTTP}]
                  resolution: STATIC
                  subjectAltNames: [ext.test]
                  endpoints: [{address: 10.0.1.1, serviceAccount: ext}]
                """,
                rule("SIMPLE").replace("host: shop", "host: ext.test"));

        assertThat(changed())
                .containsExactly("ext.test", "spiffe://cluster.local/ns/default/sa/ext");
    }
}
