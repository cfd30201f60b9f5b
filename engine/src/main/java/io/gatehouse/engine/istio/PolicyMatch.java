// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.AttachedObject;
import io.gatehouse.config.istio.AttachedObject.Attachment;
import io.gatehouse.config.istio.PolicyTargetReference;
import io.gatehouse.engine.ProxyGroup;

/// Whether a policy is for a group of proxies, as Istio judges it: by its namespace, and then by
/// its targets, else its selector, else for all.
///
/// Only the pods that somebody made for a Gateway of the Kubernetes Gateway API say which one that
/// is, so a target is for no others. Services are targets of waypoints only.
public final class PolicyMatch {
    /// Of a pod, the Gateway that it was made for.
    public static final String GATEWAY_LABEL = "gateway.networking.k8s.io/gateway-name";

    private PolicyMatch() {}

    public static boolean holds(AttachedObject policy, ProxyGroup group, String rootNamespace) {
        String namespace = policy.metadata().namespace();
        boolean own = namespace.equals(group.namespace());
        if (!own && !namespace.equals(rootNamespace)) {
            return false;
        }
        Attachment attachment = policy.attachment();
        if (attachment.targets().isEmpty()) {
            return attachment.selector().filter(s -> !group.matches(s.matchLabels())).isEmpty();
        }
        return own && attachment.targets().stream().anyMatch(target -> isMadeFor(target, group));
    }

    private static boolean isMadeFor(PolicyTargetReference target, ProxyGroup group) {
        return target.isGateway() && target.name().equals(group.labels().get(GATEWAY_LABEL));
    }
}
