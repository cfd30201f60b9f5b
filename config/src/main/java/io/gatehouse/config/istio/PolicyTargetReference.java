// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

/// What a policy is attached to, instead of being for workloads with certain labels.
///
/// @param group of the API; `core` is the group without a name, too
/// @param namespace empty means the policy's own, and no other is allowed
public record PolicyTargetReference(String group, String kind, String name, String namespace) {
    /// Whether it is a Gateway of the Kubernetes Gateway API.
    public boolean isGateway() {
        return is("gateway.networking.k8s.io", "Gateway");
    }

    public boolean is(String expectedGroup, String expectedKind) {
        String canonical = group.equals("core") ? "" : group;
        return canonical.equals(expectedGroup) && kind.equals(expectedKind);
    }
}
