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
    private final RandomBackends backends;
    private final RandomAccess access;
    private final RandomPatches patches;
    private final RandomHttpPolicies policies;

    RandomConfig(Random random, String certificate, String otherCertificate) {
        this.random = random;
        this.certificate = certificate;
        this.otherCertificate = otherCertificate;
        this.backends = new RandomBackends(random, NAMESPACES);
        this.access = new RandomAccess(random);
        this.patches = new RandomPatches(random);
        this.policies = new RandomHttpPolicies(random);
    }

    /// One object as YAML.
    String next() {
        return switch (random.nextInt(16)) {
            case 0, 1 -> gateway();
            case 2, 3, 4 -> virtualService();
            case 5 -> service();
            case 6 -> endpointSlice();
            case 7 -> secret();
            case 8 -> delegate();
            case 9 -> requestAuthentication();
            case 10 -> random.nextBoolean() ? access.next() : backends.next();
            case 11 -> patches.next();
            case 12 -> extension();
            case 13 -> policies.next(namespace());
            default -> backends.next();
        };
    }

    private String gateway() {
        StringBuilder servers = new StringBuilder();
        for (int i = 0; i <= random.nextInt(3); i++) {
            String protocol = pick(List.of("HTTP", "HTTP", "HTTPS", "HTTPS", "TLS", "TCP"));
            int port = pick(List.of(80, 80, 443, 8000));
            servers.append(
                    "  - port: {number: %d, name: p%d, protocol: %s}\n"
                            .formatted(port, i, protocol));
            servers.append("    hosts: [%s]\n".formatted(serverHost()));
            servers.append(
                    switch (protocol) {
                        case "HTTPS", "TLS" -> tls();
                        case "HTTP" ->
                                random.nextInt(4) == 0 ? "    tls: {httpsRedirect: true}\n" : "";
                        default -> "";
                    });
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

    private String tls() {
        return switch (random.nextInt(5)) {
            case 0 -> "    tls: {mode: PASSTHROUGH}\n";
            case 1 -> "    tls: {mode: AUTO_PASSTHROUGH}\n";
            case 2 -> "    tls: {mode: MUTUAL, credentialName: s%d}\n".formatted(random.nextInt(3));
            default ->
                    "    tls: {mode: SIMPLE, credentialName: s%d}\n".formatted(random.nextInt(3));
        };
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
        %s\
        """
                .formatted(
                        random.nextInt(4),
                        namespace(),
                        pick(HOSTS),
                        random.nextInt(3),
                        random.nextInt(3),
                        String.join("", rules),
                        connectionRules());
    }

    private String connectionRules() {
        return switch (random.nextInt(4)) {
            case 0 ->
                    "  tls: [{match: [{sniHosts: [a.example.com]}], route: [{destination: {host: svc%d}}]}]\n"
                            .formatted(random.nextInt(4));
            case 1 ->
                    "  tcp: [{route: [{destination: {host: svc%d, port: {number: 80}}}]}]\n"
                            .formatted(random.nextInt(4));
            default -> "";
        };
    }

    private String requestAuthentication() {
        String keys =
                pick(
                        List.of(
                                "jwks: '{\"keys\":[]}'",
                                "jwks: '{\"keys\":[{\"kty\":\"oct\",\"k\":\"AQAB\"}]}'",
                                "jwksUri: http://127.0.0.1/keys"));
        String attached =
                pick(
                        List.of(
                                "",
                                "selector: {matchLabels: {istio: ingressgateway}}, ",
                                "selector: {matchLabels: {istio: other}}, ",
                                "targetRef: {kind: Service, name: svc1}, "));
        return """
        apiVersion: security.istio.io/v1
        kind: RequestAuthentication
        metadata: {name: ra%d, namespace: %s}
        spec: {%sjwtRules: [{issuer: i%d, %s}]}
        """
                .formatted(random.nextInt(3), namespace(), attached, random.nextInt(2), keys);
    }

    private String extension() {
        String program =
                pick(
                        List.of(
                                "lua: {inlineCode: 'function envoy_on_request(handle) end'}",
                                "lua: {inlineCode: 'local c = \"outbound|80||svc1.default.svc.cluster.local\"'}",
                                "wasm: {url: 'http://127.0.0.1/a.wasm', failStrategy: FAIL_OPEN}",
                                "wasm: {url: 'http://127.0.0.1/a.wasm', type: NETWORK}"));
        return """
        apiVersion: extensions.istio.io/v1alpha1
        kind: TrafficExtension
        metadata: {name: te%d, namespace: %s}
        spec: {phase: %s, priority: %d, match: [{ports: [%s]}], %s}
        """
                .formatted(
                        random.nextInt(3),
                        namespace(),
                        pick(List.of("AUTHN", "AUTHZ", "STATS", "UNSPECIFIED")),
                        random.nextInt(2),
                        pick(List.of("", "{number: 80}", "{number: 443}")),
                        program);
    }

    private String delegate() {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: d%d, namespace: %s}
        spec:
          http:
        %s\
        """
                .formatted(
                        random.nextInt(3),
                        namespace(),
                        rule().replace("port: 80}]", "method: {exact: PUT}}]")
                                .replace("{gateways: [default/gw1]}", "{method: {exact: PUT}}"));
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
                switch (random.nextInt(6)) {
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
                    case 3 ->
                            "    route: [{destination: {host: svc%d, subset: v%d}}]\n    mirror: {host: svc%d}\n"
                                    .formatted(
                                            random.nextInt(4),
                                            random.nextInt(2),
                                            random.nextInt(4));
                    case 4 ->
                            "    directResponse: {status: 418}\n    fault: {abort: {httpStatus: 503}}\n";
                    default -> "    delegate: {name: d%d}\n".formatted(random.nextInt(3));
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
