// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.AttachedObject.Attachment;
import io.gatehouse.config.istio.PolicyTargetReference;

/// Istio's rules for the workloads that a policy is for.
final class AttachmentValidation {
    private static final int MOST_TARGETS = 16;

    private AttachmentValidation() {}

    /// @param spec of the policy
    static void validate(Scope spec, Attachment attachment) {
        Values.oneOf(
                spec,
                "selector, targetRef and targetRefs",
                attachment.selector().isPresent(),
                attachment.targetRef().isPresent(),
                !attachment.targetRefs().isEmpty());
        attachment
                .selector()
                .ifPresent(selector ->
                        LabelValidation.selector(
                                spec.field("selector"), "matchLabels", selector.matchLabels()));
        attachment.targetRef().ifPresent(target -> target(spec.field("targetRef"), target));
        Scope targets = spec.field("targetRefs");
        if (attachment.targetRefs().size() > MOST_TARGETS) {
            targets.invalid(
                    "found %d targets (expected: at most %d)"
                            .formatted(attachment.targetRefs().size(), MOST_TARGETS));
        }
        targets.each(attachment.targetRefs(), AttachmentValidation::target);
    }

    private static void target(Scope scope, PolicyTargetReference target) {
        if (target.name().isEmpty()) {
            scope.field("name").missing("a target must have a name");
        }
        if (target.kind().isEmpty()) {
            scope.field("kind").missing("a target must have a kind, such as Gateway");
        } else if (!isKnown(target)) {
            scope.invalid(
                    "found kind %s of group %s (expected: Gateway or GatewayClass of gateway.networking.k8s.io, Service of the core group, or ServiceEntry of networking.istio.io)"
                            .formatted(Scope.quote(target.kind()), Scope.quote(target.group())));
        }
        if (!target.namespace().isEmpty()) {
            scope.field("namespace")
                    .invalid(
                            "found %s (expected: none; a target is in the policy's own namespace)"
                                    .formatted(Scope.quote(target.namespace())));
        }
    }

    private static boolean isKnown(PolicyTargetReference target) {
        return target.isGateway()
                || target.is("gateway.networking.k8s.io", "GatewayClass")
                || target.is("", "Service")
                || target.is("networking.istio.io", "ServiceEntry");
    }
}
