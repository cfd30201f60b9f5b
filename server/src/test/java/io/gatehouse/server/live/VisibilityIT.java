// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.testing.EchoBackend;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which objects a gateway of `istio-system` sees by the mesh's defaults, and which rules are for
/// it. A subset that no rule in sight names answers 503.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisibilityIT {
    private static final String PLAIN = "plain.example.com";
    private static final String SUBSET = "subset.example.com";
    private static final String ENTRY = "entry.example.com";

    private final Backends shop = Backends.start("shop", 1);
    private LiveGateway gateway;

    @BeforeAll
    void start() {
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        shop.yaml(),
                        Yaml.routeTo("plain", PLAIN, "shop"),
                        Yaml.virtualService(
                                "subset",
                                SUBSET,
                                "- route: [{destination: {host: shop, subset: all}}]"));
    }

    @AfterAll
    void stop() {
        gateway.close();
        shop.close();
    }

    @AfterEach
    void clear() {
        gateway.change(
                List.of(Yaml.mesh("{}")),
                List.of(rule("default"), rule("istio-system"), rule("mesh-root")));
    }

    private static ObjectKey rule(String namespace) {
        return new ObjectKey(Kind.DESTINATION_RULE, namespace, "shop");
    }

    private static String rule(String namespace, String spec) {
        return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: shop, namespace: %s}
        spec: {host: shop.default.svc.cluster.local, subsets: [{name: all}] %s}
        """
                .formatted(namespace, spec);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                     | 200
                    {defaultVirtualServiceExportTo: ["*"]} | 200
                    {defaultVirtualServiceExportTo: ["."]} | 404
                    {defaultServiceExportTo: ["*"]}        | 200
                    {defaultServiceExportTo: ["."]}        | 503
                    """)
    void defaultsHideRoutesAndServices(String mesh, int status) {
        gateway.apply(Yaml.mesh(mesh));
        LiveGateway.awaitStatus(gateway.http(), PLAIN, "/", status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    defaultVisibility: NONE                             | 200
                    defaultVisibility: NONE, applyToSidecars: true      | 503
                    defaultVisibility: NAMESPACE, applyToSidecars: true | 503
                    applyToSidecars: true, defaultVisibility: NONE, policies: [{visibility: PUBLIC, matchingRules: [{namespaceSelector: {matchLabels: {trusted: all}}}]}] | 200
                    """)
    void serviceEntriesAreHiddenWhateverTheySay(String visibility, int status) {
        try (EchoBackend backend = EchoBackend.start("entry")) {
            gateway.apply(
                    Yaml.mesh("{}"),
                    "{apiVersion: v1, kind: Namespace, metadata: {name: default, labels: {trusted: all}}}",
                    Yaml.serviceEntry(
                            "entry",
                            "{address: 127.0.0.1, ports: {http: %d}}".formatted(backend.port())),
                    Yaml.routeTo("entry", ENTRY, "entry.example.org"));
            LiveGateway.awaitStatus(gateway.http(), ENTRY, "/", 200);

            gateway.apply(Yaml.mesh("{serviceEntryVisibility: {%s}}".formatted(visibility)));
            LiveGateway.awaitStatus(gateway.http(), ENTRY, "/", status);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                      | default   | 200
                    {defaultDestinationRuleExportTo: ["*"]} | default   | 200
                    {defaultDestinationRuleExportTo: ["."]} | default   | 503
                    {}                                      | mesh-root | 503
                    {rootNamespace: mesh-root}              | mesh-root | 200
                    """)
    void rulesCountByTheirNamespaceAndTheMeshsDefault(String mesh, String namespace, int status) {
        gateway.apply(Yaml.mesh(mesh), rule(namespace, ""));
        LiveGateway.awaitStatus(gateway.http(), SUBSET, "/", status);
    }

    @ParameterizedTest
    @CsvSource({"ingressgateway, 200", "egressgateway, 503"})
    void aRuleMayBeForOtherWorkloads(String gatewayLabel, int status) {
        gateway.apply(
                rule(
                        "istio-system",
                        ", workloadSelector: {matchLabels: {istio: %s}}".formatted(gatewayLabel)));
        LiveGateway.awaitStatus(gateway.http(), SUBSET, "/", status);
    }
}
