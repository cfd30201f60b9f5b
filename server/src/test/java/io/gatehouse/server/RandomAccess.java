// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.util.List;
import java.util.Random;

/// AuthorizationPolicies, and the mesh's providers that they name or not.
final class RandomAccess {
    private static final List<String> ACTIONS =
            List.of(
                    "action: ALLOW",
                    "action: ALLOW",
                    "action: DENY",
                    "action: AUDIT",
                    "action: CUSTOM, provider: {name: one}",
                    "action: CUSTOM, provider: {name: two}",
                    "action: CUSTOM, provider: {name: none}");
    private static final List<String> RULES =
            List.of(
                    "{}",
                    "{to: [{operation: {paths: [/a, '/b*', '/c/{*}/{**}'], hosts: [a.example.com]}}]}",
                    "{to: [{operation: {ports: ['8080'], notMethods: [GET]}}, {operation: {ports: ['80']}}]}",
                    "{from: [{source: {ipBlocks: [10.0.0.0/8], notRemoteIpBlocks: ['::1']}}]}",
                    "{when: [{key: 'request.headers[a]', values: [b, '*c']}, {key: connection.sni, notValues: [d]}]}");

    private final Random random;

    RandomAccess(Random random) {
        this.random = random;
    }

    /// One object as YAML.
    String next() {
        return random.nextInt(4) == 0 ? mesh() : policy();
    }

    private String policy() {
        return """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {name: ap%d, namespace: %s, annotations: {%s}}
        spec: {%s, rules: [%s, %s]}
        """
                .formatted(
                        random.nextInt(4),
                        pick(List.of("istio-system", "istio-system", "default")),
                        random.nextInt(4) == 0 ? "istio.io/dry-run: 'true'" : "",
                        pick(ACTIONS),
                        pick(RULES),
                        pick(RULES));
    }

    private String mesh() {
        String one =
                "{name: one, envoyExtAuthzGrpc: {service: svc%d.default.svc.cluster.local, port: 80}}";
        String two =
                "{name: two, envoyExtAuthzHttp: {service: default/svc%d.default.svc.cluster.local, port: 80, failOpen: true}}";
        return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio, namespace: istio-system}
        data: {mesh: "extensionProviders: [%s]"}
        """
                .formatted(
                        pick(List.of(one + ", " + two, one, two))
                                .replace("%d", Integer.toString(random.nextInt(4))));
    }

    private String pick(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
