// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.gatehouse.config.SortedMaps;
import io.gatehouse.config.codec.ProxyConfigText;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.routing.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a proxy says of itself when it connects, in Istio's form: the node id
/// `router~IP~POD.NAMESPACE~DOMAIN` and metadata.
///
/// @param pod its name
/// @param serviceAccount empty where the proxy does not say it
/// @param addresses of the pod, at least one
/// @param proxyConfig with what Istio's agent takes from variables `ISTIO_META_…`
record ConnectingProxy(
        String pod,
        String namespace,
        String serviceAccount,
        List<String> addresses,
        SortedMap<String, String> labels,
        Placement placement,
        Optional<ProxyConfig> proxyConfig,
        Optional<String> systemRoots) {
    /// In the metadata: the file with the certificates of public CAs on the proxy's machine.
    static final String SYSTEM_ROOTS = "GATEHOUSE_SYSTEM_ROOTS";

    private static final String GATEWAY = "router";
    private static final String META_PREFIX = "ISTIO_META_";

    /// What configuration may ask for, and all proxies of a workload have alike.
    private static final List<String> VARIABLES =
            List.of(
                    ProxyConfig.HTTP10,
                    ProxyConfig.IDLE_TIMEOUT,
                    ProxyConfig.SELF_DISCOVERY,
                    META_PREFIX + "CLUSTER_ID",
                    META_PREFIX + "ISTIO_VERSION",
                    META_PREFIX + "MESH_ID",
                    META_PREFIX + "NETWORK",
                    META_PREFIX + "OWNER",
                    META_PREFIX + "SERVICE_ACCOUNT",
                    META_PREFIX + "WORKLOAD_NAME");

    ConnectingProxy {
        addresses = List.copyOf(addresses);
        labels = SortedMaps.copyOf(labels);
    }

    /// Why a node cannot be told to be a gateway, for whoever set up the proxy.
    static final class NotAGateway extends Exception {
        private static final long serialVersionUID = 1;

        NotAGateway(String message) {
            super(message);
        }
    }

    static ConnectingProxy read(Node node) throws NotAGateway {
        List<String> id = List.of(node.getId().split("~", -1));
        if (id.size() != 4 || !id.get(2).contains(".")) {
            throw new NotAGateway(
                    "found the node id \"%s\" (expected: router~IP~POD.NAMESPACE~DOMAIN)"
                            .formatted(node.getId()));
        }
        if (!id.getFirst().equals(GATEWAY)) {
            throw new NotAGateway(
                    "found a proxy of type %s (expected: router, which is a gateway)"
                            .formatted(id.getFirst()));
        }
        Struct metadata = node.getMetadata();
        int dot = id.get(2).lastIndexOf('.');
        return new ConnectingProxy(
                id.get(2).substring(0, dot),
                text(metadata, "NAMESPACE").orElse(id.get(2).substring(dot + 1)),
                text(metadata, "SERVICE_ACCOUNT").orElse(""),
                text(metadata, "INSTANCE_IPS")
                        .map(ips -> List.of(ips.split(",")))
                        .orElse(List.of(id.get(1))),
                texts(metadata.getFieldsOrDefault("LABELS", Value.getDefaultInstance())),
                placement(node.getLocality()),
                proxyConfig(metadata),
                text(metadata, SYSTEM_ROOTS));
    }

    private static Placement placement(Locality locality) {
        return new Placement(locality.getRegion(), locality.getZone(), locality.getSubZone());
    }

    /// What the proxy's own configuration says, and its variables, of which the agent leaves the
    /// prefix away.
    private static Optional<ProxyConfig> proxyConfig(Struct metadata) {
        Optional<ProxyConfig> own =
                Optional.ofNullable(metadata.getFieldsMap().get("PROXY_CONFIG"))
                        .filter(Value::hasStructValue)
                        .map(value -> json(value.getStructValue()))
                        .map(text -> ProxyConfigText.read(text).value());
        SortedMap<String, String> variables = new TreeMap<>();
        VARIABLES.stream()
                .forEach(name ->
                        text(metadata, name.substring(META_PREFIX.length()))
                                .ifPresent(value -> variables.put(name, value)));
        return variables.isEmpty()
                ? own
                : Optional.of(
                        new ProxyConfig(Optional.empty(), variables)
                                .over(own.orElse(ProxyConfig.DEFAULT)));
    }

    private static String json(Struct struct) {
        try {
            return JsonFormat.printer().print(struct);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SortedMap<String, String> texts(Value value) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, Value> field : value.getStructValue().getFieldsMap().entrySet()) {
            texts.put(field.getKey(), field.getValue().getStringValue());
        }
        return texts;
    }

    private static Optional<String> text(Struct metadata, String name) {
        return Optional.ofNullable(metadata.getFieldsMap().get(name))
                .map(Value::getStringValue)
                .filter(text -> !text.isEmpty());
    }
}
