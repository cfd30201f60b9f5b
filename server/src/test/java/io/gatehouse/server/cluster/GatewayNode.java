// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.Map;

/// Nodes as gateways send them.
final class GatewayNode {
    private GatewayNode() {}

    static Node of(String pod) {
        return Node.newBuilder()
                .setId("router~10.244.0.5~" + pod + ".edge~edge.svc.cluster.local")
                .setLocality(Locality.newBuilder().setRegion("eu").setZone("eu-1"))
                .setMetadata(
                        struct(
                                Map.of(
                                        "NAMESPACE", text("edge"),
                                        "SERVICE_ACCOUNT", text("gateway"),
                                        "HTTP10", text("1"),
                                        "LABELS",
                                                Value.newBuilder()
                                                        .setStructValue(
                                                                struct(
                                                                        Map.of(
                                                                                "istio",
                                                                                text("edge"),
                                                                                "pod-template-hash",
                                                                                text(pod))))
                                                        .build())))
                .build();
    }

    static Node with(Node node, String name, Value value) {
        Node.Builder changed = node.toBuilder();
        changed.getMetadataBuilder().putFields(name, value);
        return changed.build();
    }

    static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    static Value fields(Map<String, Value> fields) {
        return Value.newBuilder().setStructValue(struct(fields)).build();
    }

    private static Struct struct(Map<String, Value> fields) {
        return Struct.newBuilder().putAllFields(fields).build();
    }
}
