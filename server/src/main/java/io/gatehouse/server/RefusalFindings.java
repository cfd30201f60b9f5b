// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A proxy's refusal, in words for the user.
final class RefusalFindings {
    private RefusalFindings() {}

    /// @param patching the objects whose patches are part of what was refused
    /// @param disputed whether an Envoy of ours takes it
    static List<Finding> of(
            ConnectedProxy proxy,
            Refusal refusal,
            Collection<ObjectKey> patching,
            boolean disputed) {
        String outcome =
                disputed
                        ? "an Envoy of the control plane takes it, so only this proxy goes on with what it had before"
                        : "what it had before goes on being served";
        Finding general = of(proxy, refusal, outcome);
        return patching.isEmpty() || general.code() == FindingCode.PORT_NOT_AVAILABLE
                ? List.of(general)
                : patching.stream()
                        .map(object -> ofPatch(proxy, refusal, object, outcome))
                        .toList();
    }

    private static Finding ofPatch(
            ConnectedProxy proxy, Refusal refusal, ObjectKey object, String outcome) {
        return Finding.of(
                FindingCode.PATCH_REFUSED,
                object,
                FieldPath.of("spec.configPatches"),
                "%s refused %s, which this object patches: %s; %s"
                        .formatted(proxy.nodeId(), names(refusal), refusal.detail(), outcome));
    }

    private static Finding of(ConnectedProxy proxy, Refusal refusal, String outcome) {
        boolean taken = portTaken(refusal);
        FindingCode code = taken ? FindingCode.PORT_NOT_AVAILABLE : FindingCode.REFUSED_BY_PROXY;
        String message =
                taken
                        ? "another program already listens on %s; stop it, or map the port elsewhere with --ports"
                                .formatted(names(refusal).replace('_', ':'))
                        : "%s refused %s: %s; %s"
                                .formatted(
                                        proxy.nodeId(), names(refusal), refusal.detail(), outcome);
        return new Finding(
                code, code.severity(), Optional.empty(), FieldPath.ROOT, message, Optional.empty());
    }

    /// Whether nothing is wrong with what was refused.
    static boolean portTaken(Refusal refusal) {
        return refusal.type() == ResourceType.LISTENER
                && refusal.detail().contains("Address already in use");
    }

    private static String names(Refusal refusal) {
        String names =
                refusal.resources().stream()
                        .map(Refusal.RefusedResource::name)
                        .map(ResourceName::name)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return names.isEmpty() ? "a " + refusal.type() + " resource" : names;
    }
}
