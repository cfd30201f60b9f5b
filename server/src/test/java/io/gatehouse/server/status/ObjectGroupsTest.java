// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.TestGroups;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcollections.TreePMap;

final class ObjectGroupsTest {
    private static final String TARGETS =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: default}
            spec:
              hosts: [shop.example.com]
              gateways: [gw]
              http: [{directResponse: {status: 200}}]
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    istio-system | '' | true
                    default | '' | false
                    istio-system | 'selector: {matchLabels: {istio: ingressgateway}}, ' | true
                    istio-system | 'selector: {matchLabels: {istio: other}}, ' | false
                    default | 'targetRefs: [{kind: Gateway, name: gw}], ' | true
                    default | 'targetRefs: [{kind: Gateway, name: none}, {kind: VirtualService, name: shop}], ' | true
                    default | 'targetRefs: [{kind: Gateway, name: none}], ' | false
                    istio-system | 'targetRefs: [{kind: Gateway, name: gw}], ' | false
                    """)
    void anHttpPolicyIsForTheProxiesOfItsTargetsOrOfItsNamespace(
            String namespace, String attachment, boolean taken) {
        ConfigObject policy =
                GivenYaml.valid(
                                "{apiVersion: gatehouse.io/v1alpha1, kind: HttpPolicy, metadata: {name: a, namespace: %s}, spec: {%sbodyLimit: {maxBytes: 1}}}"
                                        .formatted(namespace, attachment.strip()))
                        .getFirst();

        assertThat(groupsOf(policy)).hasSize(taken ? 1 : 0);
    }

    private static SortedSet<String> groupsOf(ConfigObject policy) {
        TreePMap<ObjectKey, ConfigObject> objects = TreePMap.empty();
        for (ConfigObject object : GivenYaml.valid(TARGETS)) {
            objects = objects.plus(object.key(), object);
        }
        ProxyGroup group = TestGroups.INGRESS;
        return new ObjectGroups(
                        new ControlPlaneState(objects, List.of()),
                        Map.of(group.name(), group),
                        new UpstreamHosts(name -> {
                            throw new AssertionError(name);
                        }))
                .of(policy);
    }
}
