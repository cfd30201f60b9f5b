// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.SortedMaps;
import io.gatehouse.config.codec.ProxyConfigText;
import io.gatehouse.config.codec.TextResult;
import io.gatehouse.config.core.Deployment;
import io.gatehouse.config.core.Node;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.PodSpec;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.routing.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// As what the Envoy on this machine runs: the pod that a cluster would have for it.
///
/// @param name of the Deployment or Pod
/// @param labels of the pod; a Gateway's selector is matched with them
/// @param annotations of the pod, which may say how its proxy is set up
public record GatewayWorkload(
        String namespace,
        String name,
        String serviceAccount,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        PodSpec pod) {
    /// Istio's own default gateway, which most Gateways of examples select.
    public static final GatewayWorkload DEFAULT =
            new GatewayWorkload(
                    "istio-system",
                    "istio-ingressgateway",
                    "istio-ingressgateway",
                    new TreeMap<>(Map.of("app", "istio-ingressgateway", "istio", "ingressgateway")),
                    new TreeMap<>(),
                    new PodSpec("", "istio-ingressgateway", List.of()));

    private static final String TEMPLATES_ANNOTATION = "inject.istio.io/templates";
    private static final String GATEWAY_TEMPLATE = "gateway";
    private static final String PROXY_CONTAINER = "istio-proxy";
    private static final String METADATA_PREFIX = "ISTIO_META_";

    public GatewayWorkload {
        labels = SortedMaps.copyOf(labels);
        annotations = SortedMaps.copyOf(annotations);
    }

    /// The first Deployment, else the first Pod, that runs a gateway proxy and that some Gateway
    /// selects; where there is none, [#DEFAULT].
    public static GatewayWorkload of(DefinedObjects defined) {
        return Stream.concat(
                        defined.all(Deployment.class).stream()
                                .filter(deployment -> isGateway(deployment, defined))
                                .map(GatewayWorkload::of),
                        defined.all(Pod.class).stream()
                                .filter(pod -> isGateway(pod, defined))
                                .map(GatewayWorkload::of))
                .findFirst()
                .orElse(DEFAULT);
    }

    /// Whether the pods of a Deployment are gateways and not applications.
    static boolean isGateway(Deployment deployment, DefinedObjects defined) {
        Deployment.Template template = deployment.spec().template();
        return isGateway(
                template.metadata().labels(),
                template.metadata().annotations(),
                template.spec(),
                defined);
    }

    /// What the pod says of its proxy: in an annotation, and in variables of its container.
    Optional<ProxyConfig> proxyConfig() {
        Optional<ProxyConfig> annotated =
                Optional.ofNullable(annotations.get(ProxyConfig.ANNOTATION))
                        .map(ProxyConfigText::read)
                        .map(TextResult::value);
        SortedMap<String, String> variables = new TreeMap<>();
        pod.containers().stream()
                .filter(container -> container.name().equals(PROXY_CONTAINER))
                .flatMap(container -> container.env().stream())
                .filter(variable -> variable.name().startsWith(METADATA_PREFIX))
                .forEach(variable -> variables.put(variable.name(), variable.value()));
        return variables.isEmpty()
                ? annotated
                : Optional.of(
                        new ProxyConfig(Optional.empty(), variables)
                                .over(annotated.orElse(ProxyConfig.DEFAULT)));
    }

    /// Where the pod's node is; unknown for a Deployment, whose pods may be anywhere.
    Placement placement(DefinedObjects defined) {
        return defined.all(Node.class).stream()
                .filter(node -> node.metadata().name().equals(pod.nodeName()))
                .map(node -> node.metadata().labels())
                .map(labels ->
                        new Placement(
                                labels.getOrDefault("topology.kubernetes.io/region", ""),
                                labels.getOrDefault("topology.kubernetes.io/zone", ""),
                                labels.getOrDefault("topology.istio.io/subzone", "")))
                .findFirst()
                .orElse(Placement.UNKNOWN);
    }

    boolean isSelectedBy(Gateway gateway) {
        SortedMap<String, String> selector = gateway.spec().selector();
        return selector.isEmpty() || Labels.selected(labels, selector);
    }

    private static boolean isGateway(Pod pod, DefinedObjects defined) {
        ObjectMeta metadata = pod.metadata();
        return isGateway(metadata.labels(), metadata.annotations(), pod.spec(), defined);
    }

    /// A sidecar has a proxy container too, so the container tells only with a Gateway that selects
    /// these very labels.
    private static boolean isGateway(
            SortedMap<String, String> labels,
            SortedMap<String, String> annotations,
            PodSpec spec,
            DefinedObjects defined) {
        boolean proxy =
                annotations.getOrDefault(TEMPLATES_ANNOTATION, "").equals(GATEWAY_TEMPLATE)
                        || spec.containers().stream()
                                .anyMatch(container -> container.name().equals(PROXY_CONTAINER));
        return proxy
                && defined.all(Gateway.class).stream()
                        .anyMatch(gateway -> Labels.selected(labels, gateway.spec().selector()));
    }

    private static GatewayWorkload of(Deployment deployment) {
        Deployment.Template template = deployment.spec().template();
        return new GatewayWorkload(
                deployment.metadata().namespace(),
                deployment.metadata().name(),
                serviceAccount(template.spec()),
                template.metadata().labels(),
                template.metadata().annotations(),
                template.spec());
    }

    private static GatewayWorkload of(Pod pod) {
        return new GatewayWorkload(
                pod.metadata().namespace(),
                pod.metadata().name(),
                serviceAccount(pod.spec()),
                pod.metadata().labels(),
                pod.metadata().annotations(),
                pod.spec());
    }

    private static String serviceAccount(PodSpec spec) {
        return spec.serviceAccountName().isEmpty() ? "default" : spec.serviceAccountName();
    }
}
