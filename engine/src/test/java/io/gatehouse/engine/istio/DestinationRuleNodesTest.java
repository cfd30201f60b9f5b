// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.Scenario;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which rule holds for a service, told by the subsets that have clusters, and what is said about
/// the others.
class DestinationRuleNodesTest {
    private static final String SHOP =
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
            apiVersion: v1
            kind: Service
            metadata: {name: shop, namespace: default}
            spec: {ports: [{name: http, port: 80}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: shop-1, namespace: default, labels: {version: v1}}
            spec: {containers: []}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: shop, namespace: default, labels: {kubernetes.io/service-name: shop}}
            addressType: IPv4
            ports: [{name: http, port: 8080}]
            endpoints:
            - {addresses: [10.0.0.1], targetRef: {kind: Pod, name: shop-1, namespace: default}}
            """;

    private static final String MESH =
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: istio, namespace: istio-system}
            data: {mesh: '%s'}
            """;

    /// Routes to subsets of those names.
    private static Scenario shop(String... subsets) {
        return new Scenario(
                SHOP,
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: shop, namespace: default}
                spec:
                  hosts: [shop.test]
                  gateways: [gw]
                  http:
                %s
                """
                        .formatted(
                                Arrays.stream(subsets)
                                        .map(
                                                "  - {match: [{uri: {prefix: /%1$s}}], route: [{destination: {host: shop, subset: %1$s}}]}"
                                                        ::formatted)
                                        .collect(Collectors.joining("\n"))));
    }

    private static String rule(String namespace, String name, String spec) {
        return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: %s, namespace: %s}
        spec: {%s}
        """
                .formatted(name, namespace, spec);
    }

    private static String rule(String namespace, String name) {
        return rule(
                namespace,
                name,
                "host: shop.default.svc.cluster.local, subsets: [{name: %s}]".formatted(name));
    }

    private static String[] served(Scenario scenario) {
        return scenario.endpoints.keySet().stream()
                .map(name -> name.split("\\|", -1)[2])
                .toArray(String[]::new);
    }

    @Test
    void theServicesNamespaceComesBeforeTheRootAndOthersNeverCount() {
        Scenario scenario = shop("service", "root", "third");

        scenario.apply(rule("istio-system", "root"), rule("team", "third"));
        assertThat(served(scenario)).containsExactly("root");

        scenario.apply(rule("default", "service"));
        assertThat(served(scenario)).containsExactly("service");
        assertThat(scenario.findings())
                .containsExactly(
                        "GH0315 spec.http[1].route[0].destination.subset",
                        "GH0315 spec.http[2].route[0].destination.subset",
                        "GH0602 spec",
                        "GH0602 spec");
        assertThat(scenario.message("GH0602"))
                .contains(
                        "rules of namespace team are not looked at for this host, only those of istio-system, default")
                .contains("DestinationRule default/service stands before it");
    }

    @Test
    void aRuleOfTheRootNamespaceForItselfComesFirst() {
        Scenario scenario = shop("service", "own");

        scenario.apply(
                rule("default", "service"),
                rule(
                        "istio-system",
                        "own",
                        "host: shop.default.svc.cluster.local, exportTo: ['.'], subsets: [{name: own}]"));

        assertThat(served(scenario)).containsExactly("own");
    }

    @Test
    void aGatewayOutsideTheRootNamespacePrefersItsOwnNamespace() {
        Scenario scenario =
                shop("service", "own")
                        .apply(
                                MESH.formatted("rootNamespace: root"),
                                rule("default", "service"),
                                rule("istio-system", "own"));

        assertThat(served(scenario)).containsExactly("own");
    }

    @Test
    void aHiddenRuleIsTold() {
        Scenario scenario =
                shop("a")
                        .apply(
                                rule(
                                        "default",
                                        "a",
                                        "host: shop, exportTo: ['.'], subsets: [{name: a}]"));

        assertThat(served(scenario)).isEmpty();
        assertThat(scenario.message("GH0602")).startsWith("it is not exported to istio-system");
    }

    @Test
    void theMeshMayKeepRulesWithoutExportToForTheirNamespace() {
        Scenario scenario = shop("a").apply(rule("default", "a"));
        assertThat(served(scenario)).containsExactly("a");

        scenario.apply(MESH.formatted("defaultDestinationRuleExportTo: [\".\"]"));

        assertThat(served(scenario)).isEmpty();
        assertThat(scenario.message("GH0602")).startsWith("it is not exported to istio-system");
    }

    @Test
    void theMostSpecificHostWins() {
        Scenario scenario = shop("exact", "near", "far");

        scenario.apply(rule("default", "far", "host: '*', subsets: [{name: far}]"));
        assertThat(served(scenario)).containsExactly("far");

        scenario.apply(
                rule(
                        "default",
                        "near",
                        "host: '*.default.svc.cluster.local', subsets: [{name: near}]"));
        assertThat(served(scenario)).containsExactly("near");

        scenario.apply(rule("default", "exact", "host: shop, subsets: [{name: exact}]"));
        assertThat(served(scenario)).containsExactly("exact");
    }

    @Test
    void aRuleForTheGatewaysPodsComesBeforeOneForAll() {
        Scenario scenario =
                shop("own", "general", "others")
                        .apply(
                                rule("istio-system", "general", general("")),
                                rule(
                                        "istio-system",
                                        "own",
                                        selecting("istio: ingressgateway", "own")),
                                rule("istio-system", "others", selecting("app: other", "others")));

        assertThat(served(scenario)).containsExactly("own");
        assertThat(scenario.message("GH0602")).contains("workloadSelector {app=other}");
    }

    private static String general(String more) {
        return "host: shop.default.svc.cluster.local, exportTo: ['.'], subsets: [{name: general}]"
                + more;
    }

    private static String selecting(String label, String subset) {
        return "host: shop.default.svc.cluster.local, workloadSelector: {matchLabels: {%s}}, subsets: [{name: %s}]"
                .formatted(label, subset);
    }

    @Test
    void rulesOfOneHostAreMergedAndTheYoungerIsToldWhatItLoses() {
        Scenario scenario =
                shop("first", "second", "both")
                        .apply(
                                rule(
                                        "default",
                                        "a",
                                        "host: shop, trafficPolicy: {loadBalancer: {simple: RANDOM}}, subsets: [{name: first}, {name: both}]"),
                                rule(
                                        "default",
                                        "b",
                                        "host: shop, trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}}, subsets: [{name: second}, {name: both, labels: {version: v2}}]"));

        assertThat(served(scenario)).containsExactly("both", "first", "second");
        assertThat(scenario.firstEndpoints("outbound|80|both|shop.default.svc.cluster.local"))
                .hasSize(1);
        assertThat(scenario.findings())
                .containsExactly(
                        "GH0603 spec.trafficPolicy",
                        "GH0603 spec.subsets[1]",
                        "GH0604 spec.subsets[1].labels");
    }

    @Test
    void orderOfArrivalDoesNotMatter() {
        String[] rules = {
            rule("default", "a", "host: shop, subsets: [{name: first}]"),
            rule("default", "b", "host: shop, exportTo: ['*'], subsets: [{name: second}]"),
            rule("default", "c", "host: shop, subsets: [{name: third}]")
        };
        Scenario one = shop("first", "second", "third").apply(rules);
        Scenario other = shop("first", "second", "third").apply(rules[2], rules[1], rules[0]);

        assertThat(served(other)).containsExactly(served(one));
        assertThat(other.findings()).isEqualTo(one.findings());
    }

    @Test
    void anUnknownHostAndAnEmptySubsetAreTold() {
        Scenario scenario =
                shop("v1")
                        .apply(
                                rule("default", "lost", "host: nowhere"),
                                rule(
                                        "default",
                                        "shop",
                                        "host: shop, subsets: [{name: v1, labels: {version: v9}}]"));

        assertThat(scenario.findings())
                .containsExactly("GH0601 spec.host", "GH0604 spec.subsets[0].labels");
        assertThat(scenario.message("GH0604"))
                .isEqualTo(
                        "no endpoint of shop.default.svc.cluster.local has the labels {version=v9}; requests for subset v1 get 503");
    }

    @Test
    void tooFewEndpointsForAnEjectionAreTold() {
        Scenario scenario =
                shop("v1")
                        .apply(
                                rule(
                                        "default",
                                        "shop",
                                        "host: shop, subsets: [{name: v1}], trafficPolicy: {outlierDetection: {consecutive5xxErrors: 1}}"));
        assertThat(scenario.findings())
                .containsExactly("GH0608 spec.trafficPolicy.outlierDetection.maxEjectionPercent");

        scenario.apply(
                rule(
                        "default",
                        "shop",
                        "host: shop, subsets: [{name: v1}], trafficPolicy: {outlierDetection: {maxEjectionPercent: 100}}"));
        assertThat(scenario.findings()).isEmpty();
    }

    @Test
    void aMissingCertificateLeavesOutItsSubsetAlone() {
        Scenario scenario =
                shop("v1", "secret")
                        .apply(
                                rule(
                                        "default",
                                        "shop",
                                        """
                                        host: shop, subsets: [{name: v1}, {name: secret, trafficPolicy:
                                          {tls: {mode: MUTUAL, credentialName: none}}}]\
                                        """));

        assertThat(served(scenario)).containsExactly("v1");
        assertThat(scenario.findings())
                .contains("GH0605 spec.subsets[1].trafficPolicy.tls.credentialName");
        assertThat(scenario.message("GH0605")).contains("no Secret none in namespace istio-system");
    }

    @Test
    void anSniWithoutNamesToCompareAndNoVerificationAreTold() {
        Scenario scenario =
                shop("v1")
                        .apply(
                                rule(
                                        "default",
                                        "shop",
                                        """
                                        host: shop, trafficPolicy: {tls: {mode: SIMPLE, insecureSkipVerify: true}},
                                          subsets: [{name: v1, trafficPolicy:
                                          {tls: {mode: SIMPLE, sni: a.test, caCertificates: /ca.pem}}}]\
                                        """));

        assertThat(scenario.findings())
                .containsExactly(
                        "GH0606 spec.trafficPolicy.tls.insecureSkipVerify",
                        "GH0607 spec.subsets[0].trafficPolicy.tls.sni");
    }

    @Test
    void withAMinimumOfHealthyEndpointsTheOthersAreNotSent() {
        String unready =
                SHOP.substring(SHOP.indexOf("apiVersion: discovery"))
                        .replace(
                                "{addresses: [10.0.0.1],",
                                "{addresses: [10.0.0.1], conditions: {ready: false},");
        Scenario scenario =
                shop("v1")
                        .apply(
                                rule("default", "shop", "host: shop, subsets: [{name: v1}]"),
                                unready);
        String upstream = "outbound|80|v1|shop.default.svc.cluster.local";
        assertThat(scenario.firstEndpoints(upstream)).hasSize(1);

        scenario.apply(
                rule(
                        "default",
                        "shop",
                        """
                        host: shop, subsets: [{name: v1}],
                        trafficPolicy: {outlierDetection: {minHealthPercent: 20, maxEjectionPercent: 100}}\
                        """));
        assertThat(scenario.endpoints)
                .hasEntrySatisfying(upstream, found -> assertThat(found.groups()).isEmpty());
    }

    @Test
    void aDeletedRuleTakesItsSubsetsAlong() {
        Scenario scenario = shop("a").apply(rule("default", "a"));

        scenario.delete(new ObjectKey(Kind.DESTINATION_RULE, "default", "a"));

        assertThat(served(scenario)).isEmpty();
    }
}
