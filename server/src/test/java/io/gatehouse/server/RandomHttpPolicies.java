// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.util.List;
import java.util.Random;

/// HttpPolicies for anything in [RandomConfig].
final class RandomHttpPolicies {
    private static final List<String> ATTACHMENTS =
            List.of(
                    "",
                    "selector: {matchLabels: {istio: ingressgateway}}, ",
                    "selector: {matchLabels: {istio: other}}, ",
                    "targetRefs: [{kind: Gateway, name: gw1}], ",
                    "targetRefs: [{kind: VirtualService, name: vs1}], ",
                    "targetRefs: [{kind: VirtualService, name: vs2}, {kind: VirtualService, name: d1}], ",
                    "targetRefs: [{kind: VirtualService, name: vs1, sectionName: r1}], ");
    private static final List<String> FEATURES =
            List.of(
                    "disabled: [localRateLimit]",
                    "basicAuth: {secretName: absent}",
                    "disabled: [basicAuth, apiKeys]",
                    "apiKeys: {secretName: absent, from: [{query: key}]}",
                    "disabled: [compression, maintenance]",
                    "ipAccess: {deny: [10.0.0.0/8]}, compression: {}",
                    "maintenance: {except: [{clients: [10.0.0.0/8]}]}",
                    "errorPages: {pages: [{statuses: [5xx], bodyFrom: {configMap: pages, key: a}}, {statuses: ['404']}]}",
                    "bodyLimit: {maxBytes: 9}, csrf: {}",
                    "headerLimit: {maxKiB: 8, maxCount: 40}",
                    "localRateLimit: {limits: [{requests: 1, per: [{clientAddress: true}]}]}",
                    "globalRateLimit: {service: {host: svc1, port: 80}, domain: d, descriptors: [{entries: [{path: true}]}]}",
                    "extProc: {service: {host: absent, port: 80}}",
                    "oidc: {authorizationEndpoint: 'http://svc1/a', tokenEndpoint: 'http://svc1/t', clientId: c, secretName: absent}",
                    "localRateLimit: {limits: [{requests: 1, unit: Minute}]}",
                    "localRateLimit: {limits: [{requests: 2, burst: 3}], shadow: true}");

    private final Random random;

    RandomHttpPolicies(Random random) {
        this.random = random;
    }

    /// @param namespace of the policy
    String next(String namespace) {
        return """
        apiVersion: gatehouse.io/v1alpha1
        kind: HttpPolicy
        metadata: {name: hp%d, namespace: %s}
        spec: {%s%s}
        """
                .formatted(
                        random.nextInt(3),
                        namespace,
                        ATTACHMENTS.get(random.nextInt(ATTACHMENTS.size())),
                        FEATURES.get(random.nextInt(FEATURES.size())));
    }
}
