// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcollections.TreePMap;

class RefusalsTest {
    private static final ProxyGroup GROUP =
            new ProxyGroup(
                    "ingress",
                    "istio-system",
                    new TreeMap<>(Map.of("istio", "ingressgateway")),
                    "0.0.0.0");
    private static final List<ConfigObject> OBJECTS =
            GivenYaml.valid(
                    """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: ingress, namespace: istio-system}
                    spec:
                      selector: {istio: ingressgateway}
                      ports:
                      - {name: http, port: 80, targetPort: 8080}
                      - {name: https, port: 443, targetPort: 8443}
                      - {name: tcp, port: 9000, targetPort: 9000}
                    ---
                    apiVersion: networking.istio.io/v1
                    kind: Gateway
                    metadata: {name: plain, namespace: shop}
                    spec:
                      selector: {istio: ingressgateway}
                      servers:
                      - {port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}
                    ---
                    apiVersion: networking.istio.io/v1
                    kind: Gateway
                    metadata: {name: secure, namespace: shop}
                    spec:
                      selector: {istio: ingressgateway}
                      servers:
                      - port: {number: 443, name: https, protocol: HTTPS}
                        hosts: ['*']
                        tls: {mode: SIMPLE, credentialName: tls}
                      - {port: {number: 9000, name: tcp, protocol: TCP}, hosts: ['*']}
                    ---
                    apiVersion: networking.istio.io/v1
                    kind: VirtualService
                    metadata: {name: of-plain, namespace: shop}
                    spec:
                      hosts: ['*']
                      gateways: [plain]
                      http: [{route: [{destination: {host: shop}}]}]
                    ---
                    apiVersion: networking.istio.io/v1
                    kind: VirtualService
                    metadata: {name: of-secure, namespace: shop}
                    spec:
                      hosts: ['*']
                      gateways: [secure]
                      http: [{route: [{destination: {host: shop}}]}]
                    ---
                    apiVersion: networking.istio.io/v1
                    kind: VirtualService
                    metadata: {name: tcp, namespace: shop}
                    spec:
                      hosts: ['*']
                      gateways: [secure]
                      tcp: [{route: [{destination: {host: shop}}]}]
                    """);

    private static ControlPlaneState state() {
        TreePMap<ObjectKey, ConfigObject> objects = TreePMap.empty();
        for (ConfigObject object : OBJECTS) {
            objects = objects.plus(object.key(), object);
        }
        return new ControlPlaneState(objects, List.of());
    }

    private static ReportedProxy refusing(ResourceType type, String names) {
        return new ReportedProxy(
                1,
                "proxy",
                GROUP.name(),
                2,
                1,
                2,
                List.of(
                        new Refusal(
                                type,
                                Arrays.stream(names.split(" "))
                                        .filter(name -> !name.isEmpty())
                                        .map(name -> new ResourceName(type, name))
                                        .map(name -> new Refusal.RefusedResource(name, "v"))
                                        .toList(),
                                "no good",
                                Instant.EPOCH)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LISTENER | 0.0.0.0_8080                                   | plain
                    LISTENER | 0.0.0.0_8443                                   | secure tcp
                    LISTENER | 0.0.0.0_9000                                   | secure tcp
                    LISTENER | 0.0.0.0_8081                                   | ''
                    LISTENER | ''                                             | plain secure
                    ROUTE    | http.8080                                      | of-plain
                    ROUTE    | https.443.https.secure.shop                    | of-secure tcp
                    ROUTE    | https.443.https.secure.shopping                | ''
                    ROUTE    | http.8080 https.443.https.secure.shop          | of-plain of-secure tcp
                    ROUTE    | ''                                             | of-plain of-secure tcp
                    SCOPED_ROUTE | http.8080/a.test                           | of-plain
                    SCOPED_ROUTE | https.443.https.secure.shop/a.test         | of-secure tcp
                    ROUTE        | https.443.https.secure.shop/a.test         | of-secure tcp
                    """)
    void aRefusalConcernsWhatMayBeInTheNamedResources(
            ResourceType type, String names, String concerned) {
        Refusals refusals = new Refusals(state(), Map.of(GROUP.name(), GROUP));

        assertThat(
                        OBJECTS.stream()
                                .filter(o ->
                                        refusals.concerning(o, refusing(type, names)).isPresent())
                                .map(o -> o.metadata().name())
                                .collect(Collectors.joining(" ")))
                .isEqualTo(concerned);
    }
}
