// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

/// Gatehouse's own policies, and gateways to try them at.
final class HttpPolicies {
    private HttpPolicies() {}

    /// For the VirtualService `shop`.
    ///
    /// @param features of `spec`, in one line each
    static String ofShop(String... features) {
        return policy(
                "shop", "default", "targetRefs: [{kind: VirtualService, name: shop}]", features);
    }

    /// @param attachment `targetRefs` or `selector`; empty for all of the namespace
    static String policy(String name, String namespace, String attachment, String... features) {
        return """
        apiVersion: gatehouse.io/v1alpha1
        kind: HttpPolicy
        metadata: {name: %s, namespace: %s}
        spec:
          %s
        %s
        """
                .formatted(
                        name,
                        namespace,
                        attachment,
                        String.join("\n", features).indent(2).stripTrailing());
    }
}
