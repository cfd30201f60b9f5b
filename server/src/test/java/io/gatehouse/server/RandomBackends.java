// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.util.List;
import java.util.Random;

/// Random DestinationRules, ServiceEntries, WorkloadEntries, Pods, Nodes and a mesh's configuration
/// over few names.
final class RandomBackends {
    private static final List<String> HOSTS =
            List.of("svc0", "svc1", "svc2.default.svc.cluster.local", "*.example.org", "e1.test");

    private final Random random;
    private final List<String> namespaces;

    RandomBackends(Random random, List<String> namespaces) {
        this.random = random;
        this.namespaces = namespaces;
    }

    /// One object as YAML.
    String next() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> destinationRule();
            case 3, 4 -> serviceEntry();
            case 5 -> workloadEntry();
            case 6 -> random.nextBoolean() ? pod() : node();
            default -> random.nextInt(4) == 0 ? mesh() : externalService();
        };
    }

    private String destinationRule() {
        return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: dr%d, namespace: %s}
        spec:
          host: "%s"
          %s
          trafficPolicy: %s
          subsets:
          - {name: v0, labels: {version: v0}}
          - {name: v1, labels: {version: v%d}, trafficPolicy: %s}
        """
                .formatted(
                        random.nextInt(4),
                        namespace(),
                        pick(HOSTS),
                        pick(List.of("", "exportTo: [.]", "exportTo: [istio-system]")),
                        policy(),
                        random.nextInt(3),
                        policy());
    }

    private String policy() {
        return pick(
                List.of(
                        "{loadBalancer: {simple: RANDOM}}",
                        "{loadBalancer: {consistentHash: {httpHeaderName: x}}}",
                        "{connectionPool: {http: {http2MaxRequests: 7, h2UpgradePolicy: UPGRADE}}}",
                        "{outlierDetection: {consecutive5xxErrors: 3}}",
                        "{outlierDetection: {interval: 1s}, loadBalancer: {localityLbSetting: {failover: [{from: r1, to: r2}]}}}",
                        "{portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: ROUND_ROBIN}}]}",
                        "{tls: {mode: SIMPLE, sni: x.test}}",
                        "{tls: {mode: MUTUAL, credentialName: s%d}}".formatted(random.nextInt(3))));
    }

    private String serviceEntry() {
        String where =
                switch (random.nextInt(5)) {
                    case 0 -> "resolution: DNS";
                    case 1 -> "resolution: STATIC\n  workloadSelector: {labels: {app: x}}";
                    case 2 ->
                            "resolution: STATIC\n  endpoints: [{address: 127.0.1.%d, labels: {version: v0}}]"
                                    .formatted(1 + random.nextInt(3));
                    case 3 ->
                            "resolution: DNS_ROUND_ROBIN\n  endpoints: [{address: one.test, locality: r1/z1}]";
                    default -> "resolution: NONE";
                };
        return """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: se%d, namespace: %s}
        spec:
          hosts: ["%s"]
          %s
          ports: [{number: 80, name: http, protocol: %s}]
          %s
        """
                .formatted(
                        random.nextInt(3),
                        namespace(),
                        pick(List.of("e1.test", "e2.test", "svc1.default.svc.cluster.local")),
                        pick(List.of("", "exportTo: [.]")),
                        pick(List.of("HTTP", "HTTP2", "TCP")),
                        where);
    }

    private String workloadEntry() {
        return """
        apiVersion: networking.istio.io/v1
        kind: WorkloadEntry
        metadata: {name: we%d, namespace: %s}
        spec: {address: 127.0.2.%d, labels: {app: x, version: v%d}, weight: %d}
        """
                .formatted(
                        random.nextInt(3),
                        namespace(),
                        1 + random.nextInt(3),
                        random.nextInt(2),
                        random.nextInt(3));
    }

    private String pod() {
        return """
        apiVersion: v1
        kind: Pod
        metadata: {name: pod%d, namespace: %s, labels: {app: x, version: v%d}}
        spec: {nodeName: node%d, containers: [{name: c, image: i}]}
        status: {phase: Running, podIP: 127.0.0.%d}
        """
                .formatted(
                        random.nextInt(3),
                        namespace(),
                        random.nextInt(2),
                        random.nextInt(2),
                        1 + random.nextInt(9));
    }

    private String node() {
        return """
        apiVersion: v1
        kind: Node
        metadata:
          name: node%d
          labels: {topology.kubernetes.io/region: r%d, topology.kubernetes.io/zone: z%d}
        """
                .formatted(random.nextInt(2), 1 + random.nextInt(2), 1 + random.nextInt(2));
    }

    private String externalService() {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: svc%d, namespace: %s}
        spec: {type: ExternalName, externalName: %s, ports: [{name: http, port: 80}]}
        """
                .formatted(
                        random.nextInt(4),
                        namespace(),
                        pick(List.of("e1.test", "svc2.default.svc.cluster.local", "other.test")));
    }

    private String mesh() {
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data:
          mesh: "%s"
        """
                .formatted(
                        pick(
                                List.of(
                                        "connectTimeout: 3s",
                                        "rootNamespace: team",
                                        "defaultDestinationRuleExportTo: [.]",
                                        "pathNormalization: {normalization: MERGE_SLASHES}")));
    }

    private String namespace() {
        return pick(namespaces);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
