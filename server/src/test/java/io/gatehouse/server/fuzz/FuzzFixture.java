// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fuzz;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.GivenYaml;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What damaged objects find around them: a gateway's Service and Pod, services with endpoints, and
/// a good Gateway with a good VirtualService.
final class FuzzFixture {
    private static final String YAML =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec:
              type: LoadBalancer
              selector: {istio: ingressgateway}
              ports:
              - {name: http2, port: 80, targetPort: 8080}
              - {name: https, port: 443, targetPort: 8443}
              - {name: tcp, port: 31400, targetPort: 31400}
              - {name: tls, port: 15443, targetPort: 15443}
              - {name: more, port: 8000, targetPort: 8000}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: a, namespace: default}
            spec:
              selector: {app: a}
              ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp-db, port: 5432}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: a-1, namespace: default, labels: {kubernetes.io/service-name: a}}
            addressType: IPv4
            ports: [{name: http, port: 8080}, {name: tcp-db, port: 5432}]
            endpoints:
            - {addresses: [10.0.0.1], zone: z1, nodeName: n1, conditions: {ready: true}, targetRef: {kind: Pod, name: a-1, namespace: default}}
            - {addresses: [10.0.0.2], zone: z2, conditions: {ready: false}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: b, namespace: default}
            spec:
              clusterIP: None
              selector: {app: b}
              ports: [{name: http, port: 80}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: a-1, namespace: default, labels: {app: a, version: v1}}
            spec: {nodeName: n1}
            status: {phase: Running, podIP: 10.0.0.1}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: n1, labels: {topology.kubernetes.io/region: r1, topology.kubernetes.io/zone: z1}}
            ---
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: good, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 80, name: http, protocol: HTTP}
                hosts: ["*"]
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: good, namespace: default}
            spec:
              hosts: [good.example.com]
              gateways: [good]
              http:
              - route: [{destination: {host: a, port: {number: 80}}}]
            """;

    private FuzzFixture() {}

    static SortedMap<ObjectKey, ConfigObject> objects() {
        SortedMap<ObjectKey, ConfigObject> objects = new TreeMap<>();
        GivenYaml.valid(YAML).forEach(object -> objects.put(object.key(), object));
        return Collections.unmodifiableSortedMap(objects);
    }
}
