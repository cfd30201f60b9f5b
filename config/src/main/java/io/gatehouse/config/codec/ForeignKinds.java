// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.FindingCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Kinds of the APIs that Gatehouse is about and does not read, by API group, and what there is to
/// say about an object of theirs.
final class ForeignKinds {
    /// @param why the end of a sentence
    record Reason(FindingCode code, String why) {}

    private static final Reason NOT_YET =
            new Reason(FindingCode.NOT_SUPPORTED_YET, "is not read yet: this object has no effect");
    private static final Reason NO_EFFECT =
            new Reason(FindingCode.NO_EFFECT, "has no effect at a gateway");
    private static final Reason INGRESS =
            elsewhere("is not read; use a Gateway and a VirtualService");

    private static final Map<String, Map<String, Reason>> BY_GROUP =
            Map.of(
                    "networking.istio.io",
                    Map.of(
                            "Sidecar",
                            NO_EFFECT,
                            "WorkloadGroup",
                            elsewhere("makes no endpoints; use WorkloadEntries")),
                    "gateway.networking.k8s.io",
                    Map.ofEntries(
                            Map.entry("BackendTLSPolicy", NOT_YET),
                            Map.entry("GRPCRoute", NOT_YET),
                            Map.entry("Gateway", NOT_YET),
                            Map.entry("GatewayClass", NOT_YET),
                            Map.entry("HTTPRoute", NOT_YET),
                            Map.entry("ListenerSet", NOT_YET),
                            Map.entry("ReferenceGrant", NOT_YET),
                            Map.entry("TCPRoute", NOT_YET),
                            Map.entry("TLSRoute", NOT_YET),
                            Map.entry("UDPRoute", NOT_YET)),
                    "networking.k8s.io",
                    Map.of("Ingress", INGRESS, "IngressClass", INGRESS));

    private ForeignKinds() {}

    private static Reason elsewhere(String why) {
        return new Reason(FindingCode.SAID_ELSEWHERE, why);
    }

    static Optional<Reason> find(String group, String kind) {
        return Optional.ofNullable(BY_GROUP.getOrDefault(group, Map.of()).get(kind));
    }

    /// Sorted.
    static List<String> of(String group) {
        return BY_GROUP.getOrDefault(group, Map.of()).keySet().stream().sorted().toList();
    }
}
