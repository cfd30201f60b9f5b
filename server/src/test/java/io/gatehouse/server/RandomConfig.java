// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random objects over few names, so that they meet, shadow and contradict each other.
final class RandomConfig {
    private static final List<String> HOSTS =
            List.of(
                    "a.example.com",
                    "b.example.com",
                    "*.example.com",
                    "*",
                    "A.example.com",
                    "c.test",
                    "*.test");
    private static final List<String> NAMESPACES = List.of("default", "team", "istio-system");

    private final Random random;
    private final String certificate;
    private final String otherCertificate;

    RandomConfig(Random random, String certificate, String otherCertificate) {
        this.random = random;
        this.certificate = certificate;
        this.otherCertificate = otherCertificate;
    }

    /// One object as YAML.
    String next() {
        return switch (random.nextInt(10)) {
            case 0 -> gateway();
            case 1, 2 -> virtualService();
            case 3 -> service();
            case 4 -> endpointSlice();
            case 6 -> serviceEntry();
            case 7 -> workload();
            case 8 -> externalName();
            case 9 -> node();
            default -> secret();
        };
    }

    private String gateway() {
        StringBuilder servers = new StringBuilder();
        for (int i = 0; i <= random.nextInt(3); i++) {
            boolean tls = random.nextBoolean();
            int port = pick(List.of(80, 80, 443, 8000));
            servers.append(
                    "  - port: {number: %d, name: p%d, protocol: %s}\n"
                            .formatted(port, i, tls ? "HTTPS" : "HTTP"));
            servers.append("    hosts: [%s]\n".formatted(serverHost()));
            if (tls) {
                servers.append(
                        "    tls: {mode: SIMPLE, credentialName: s%d}\n"
                                .formatted(random.nextInt(3)));
            } else if (random.nextInt(4) == 0) {
                servers.append("    tls: {httpsRedirect: true}\n");
            }
        }
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw%d, namespace: %s}
        spec:
          selector: {istio: %s}
          servers:
        %s\
        """
                .formatted(
                        random.nextInt(3),
                        namespace(),
                        random.nextInt(5) == 0 ? "other" : "ingressgateway",
                        servers);
    }

    private String serverHost() {
        String host = pick(HOSTS);
        String quoted = random.nextInt(4) == 0 ? pick(List.of("./", "team/", "*/")) + host : host;
        return "\"" + quoted + "\"";
    }

    private String virtualService() {
        List<String> rules = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            rules.add(rule());
        }
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: vs%d, namespace: %s}
        spec:
          hosts: ["%s"]
          gateways: [gw%d, default/gw%d]
          http:
        %s\
        """
                .formatted(
                        random.nextInt(4),
                        namespace(),
                        pick(HOSTS),
                        random.nextInt(3),
                        random.nextInt(3),
                        String.join("", rules));
    }

    private String rule() {
        String match =
                switch (random.nextInt(4)) {
                    case 0 -> "";
                    case 1 -> "    match: [{uri: {prefix: /p%d}}]\n".formatted(random.nextInt(3));
                    case 2 -> "    match: [{uri: {exact: /e}, method: {exact: GET}}, {port: 80}]\n";
                    default ->
                            "    match: [{headers: {x: {regex: 'v.*'}}}, {gateways: [default/gw1]}]\n";
                };
        String action =
                switch (random.nextInt(4)) {
                    case 0 -> "    redirect: {uri: /r, redirectCode: 302}\n";
                    case 1 ->
                            "    route: [{destination: {host: svc%d}}]\n"
                                    .formatted(random.nextInt(4));
                    case 2 ->
                            "    route: [{destination: {host: svc%d, port: {number: 80}}, weight: %d}, {destination: {host: svc%d}, weight: %d}]\n"
                                    .formatted(
                                            random.nextInt(4),
                                            random.nextInt(3),
                                            random.nextInt(4),
                                            1 + random.nextInt(3));
                    default -> "    directResponse: {status: 418}\n";
                };
        return "  - name: r%d\n%s%s".formatted(random.nextInt(3), match, action);
    }

    private String service() {
        boolean gateway = random.nextInt(4) == 0;
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: %s}
        spec:
          selector: {%s}
          ports:
          - {name: %s, port: 80, targetPort: %d}
          - {name: https, port: %d, targetPort: 8443}
        """
                .formatted(
                        gateway ? "gateway" : "svc" + random.nextInt(4),
                        gateway ? "istio-system" : namespace(),
                        gateway ? "istio: ingressgateway" : "app: x",
                        pick(List.of("http", "http2", "grpc-x")),
                        pick(List.of(80, 8080)),
                        pick(List.of(443, 9443)));
    }

    private String endpointSlice() {
        int service = random.nextInt(4);
        return """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: slice%d, namespace: %s, labels: {kubernetes.io/service-name: svc%d}}
        addressType: IPv4
        ports: [{name: http, port: 9080}]
        endpoints: [{addresses: ["127.0.0.%d"], conditions: {ready: %s}}]
        """
                .formatted(
                        random.nextInt(3),
                        namespace(),
                        service,
                        1 + random.nextInt(9),
                        random.nextBoolean());
    }

    /// Of a host that a Service may have too.
    private String serviceEntry() {
        String where =
                switch (random.nextInt(5)) {
                    case 0 -> "resolution: DNS";
                    case 1 -> "resolution: STATIC, workloadSelector: {labels: {app: x}}";
                    case 2 -> "resolution: DNS_ROUND_ROBIN, endpoints: [{address: d.test}]";
                    case 3 -> "resolution: NONE";
                    default ->
                            "resolution: STATIC, endpoints: [{address: 127.0.1.%d, weight: %d}]"
                                    .formatted(1 + random.nextInt(9), random.nextInt(3));
                };
        return """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: se%d, namespace: %s}
        spec:
          {hosts: [svc%d.%s.svc.cluster.local, ext.test], exportTo: ["%s"], ports: [{number: 80, name: %s, protocol: HTTP}], %s}
        """
                .formatted(
                        random.nextInt(3),
                        namespace(),
                        random.nextInt(4),
                        namespace(),
                        pick(List.of("*", ".", "istio-system")),
                        pick(List.of("http", "web")),
                        where);
    }

    private String workload() {
        if (random.nextBoolean()) {
            return """
            apiVersion: networking.istio.io/v1
            kind: WorkloadEntry
            metadata: {name: we%d, namespace: %s}
            spec: {address: %s, labels: {app: %s}}
            """
                    .formatted(
                            random.nextInt(3),
                            namespace(),
                            pick(List.of("127.0.2.1", "127.0.2.2", "vm.test")),
                            pick(List.of("x", "other")));
        }
        return """
        apiVersion: v1
        kind: Pod
        metadata: {name: pod%d, namespace: %s, labels: {app: %s}}
        spec: {nodeName: n%d, containers: [{name: c, image: i}]}
        status: {phase: %s, podIP: 127.0.0.%d}
        """
                .formatted(
                        random.nextInt(3),
                        namespace(),
                        pick(List.of("x", "other")),
                        1 + random.nextInt(2),
                        pick(List.of("Running", "Succeeded")),
                        1 + random.nextInt(9));
    }

    private String externalName() {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: svc%d, namespace: %s}
        spec: {type: ExternalName, externalName: %s, ports: [{name: http, port: 80}]}
        """
                .formatted(
                        random.nextInt(4),
                        namespace(),
                        pick(
                                List.of(
                                        "ext.test",
                                        "svc1.team.svc.cluster.local",
                                        "svc2.default.svc.cluster.local")));
    }

    private String node() {
        return """
        apiVersion: v1
        kind: Node
        metadata: {name: n%d, labels: {topology.kubernetes.io/zone: z%d}}
        """
                .formatted(1 + random.nextInt(2), random.nextInt(3));
    }

    private String secret() {
        String material =
                switch (random.nextInt(3)) {
                    case 0 -> "stringData: {tls.crt: nothing, tls.key: useful}\n";
                    case 1 -> certificate;
                    default -> otherCertificate;
                };
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: s%d, namespace: %s}
        type: Opaque
        %s\
        """
                .formatted(random.nextInt(3), namespace(), material);
    }

    private String namespace() {
        return pick(NAMESPACES);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
