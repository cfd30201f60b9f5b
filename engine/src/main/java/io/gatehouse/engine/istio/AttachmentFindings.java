// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Severity;
import io.gatehouse.config.istio.AttachedObject;
import io.gatehouse.config.istio.AttachedObject.Attachment;
import io.gatehouse.config.istio.PolicyTargetReference;
import io.gatehouse.engine.GroupNamespaces;
import io.gatehouse.engine.graph.Evaluation;
import java.util.Optional;
import java.util.stream.Collectors;

/// Why a policy is for no gateway. Where gateways run, that is hardly what was meant; elsewhere it
/// may be for workloads that are none.
record AttachmentFindings(GroupNamespaces namespaces, MeshNodes mesh) {
    Finding unattached(Evaluation e, AttachedObject policy) {
        String namespace = policy.metadata().namespace();
        String root = mesh.of(e).rootNamespace();
        boolean gatewaysThere =
                namespace.equals(root)
                        ? !namespaces.all(e).isEmpty()
                        : !namespaces.of(e, namespace).isEmpty();
        Attachment attachment = policy.attachment();
        boolean targetsGateway =
                attachment.targets().stream().anyMatch(PolicyTargetReference::isGateway);
        boolean meant = attachment.targets().isEmpty() ? gatewaysThere : targetsGateway;
        return new Finding(
                FindingCode.POLICY_WITHOUT_GATEWAY,
                meant ? Severity.WARNING : Severity.INFO,
                Optional.of(policy.key()),
                field(attachment),
                gatewaysThere ? notChosen(attachment) : elsewhere(namespace, root),
                Optional.empty());
    }

    private static FieldPath field(Attachment attachment) {
        if (!attachment.targetRefs().isEmpty()) {
            return FieldPath.of("spec.targetRefs");
        }
        return attachment.targetRef().isPresent()
                ? FieldPath.of("spec.targetRef")
                : FieldPath.of("spec.selector");
    }

    private static String notChosen(Attachment attachment) {
        if (attachment.targets().isEmpty()) {
            return "selector %s matches the labels of no gateway workload here, so the policy holds for no gateway"
                    .formatted(
                            attachment.selector().map(s -> s.matchLabels().toString()).orElse(""));
        }
        String names =
                attachment.targets().stream()
                        .map(target -> target.kind() + " " + target.name())
                        .collect(Collectors.joining(", "));
        if (attachment.targets().stream().noneMatch(PolicyTargetReference::isGateway)) {
            return "%s: only waypoints have such targets, so the policy holds for no gateway; a selector chooses gateways by their labels"
                    .formatted(names);
        }
        return "no gateway workload of this namespace has the label %s of %s, so the policy holds for no gateway; a selector chooses by other labels"
                .formatted(PolicyMatch.GATEWAY_LABEL, names);
    }

    private static String elsewhere(String namespace, String root) {
        return "no gateway workload runs in namespace %s, so the policy holds for no gateway; write it in the namespace of the gateway workload, or in %s for all"
                .formatted(namespace, root);
    }
}
