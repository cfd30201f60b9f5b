// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Kinds of the APIs that Gatehouse is about and does not read yet, by API group.
final class ForeignKinds {
    private static final Map<String, List<String>> BY_GROUP =
            new TreeMap<>(
                    Map.of(
                            "networking.istio.io",
                            List.of("Sidecar", "WorkloadGroup"),
                            "gateway.networking.k8s.io",
                            List.of(
                                    "BackendTLSPolicy",
                                    "GRPCRoute",
                                    "Gateway",
                                    "GatewayClass",
                                    "HTTPRoute",
                                    "ListenerSet",
                                    "ReferenceGrant",
                                    "TCPRoute",
                                    "TLSRoute",
                                    "UDPRoute"),
                            "networking.k8s.io",
                            List.of("Ingress", "IngressClass")));

    private ForeignKinds() {}

    static boolean contains(String group, String kind) {
        return BY_GROUP.getOrDefault(group, List.of()).contains(kind);
    }

    static List<String> of(String group) {
        return BY_GROUP.getOrDefault(group, List.of());
    }
}
