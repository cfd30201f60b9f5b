// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.config.Finding;
import io.gatehouse.config.SortedMaps;
import io.gatehouse.config.istio.ProxyConfig;
import io.gatehouse.envoy.bootstrap.ProxyLimits;
import io.gatehouse.envoy.bootstrap.ProxyNode;
import io.gatehouse.routing.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The Pod that a gateway's proxy runs in.
///
/// @param ips the first one is the Pod's primary address
/// @param environment of the proxy, with what an annotation adds
/// @param config of its annotation
/// @param findings about what the Pod's annotations say
public record GatewayPod(
        String name,
        String namespace,
        List<String> ips,
        String serviceAccount,
        Optional<String> nodeName,
        Placement placement,
        SortedMap<String, String> labels,
        SortedMap<String, String> environment,
        ProxyConfig config,
        List<Finding> findings) {
    private static final String METADATA_PREFIX = "ISTIO_META_";

    public GatewayPod {
        ips = List.copyOf(ips);
        labels = SortedMaps.copyOf(labels);
        environment = SortedMaps.copyOf(environment);
        findings = List.copyOf(findings);
    }

    /// @param environment as of [System#getenv()]
    /// @throws ProxyMisconfigured where something is missing
    public static GatewayPod read(PodOptions options, Map<String, String> environment) {
        PodFiles files = PodFiles.read(options);
        SortedMap<String, String> all = new TreeMap<>(files.proxyConfig().proxyMetadata());
        all.putAll(new PodStart(files.proxyConfig()).variables());
        all.putAll(environment);
        PodVariables variables = new PodVariables(all);
        String ip =
                variables.required(
                        options.ip(), "--pod-ip", List.of("POD_IP", "INSTANCE_IP"), "status.podIP");
        if (files.labels().isEmpty()) {
            throw new ProxyMisconfigured(
                    "The labels of this Pod are not known, and Gateways select by them: mount the"
                            + " downward API (metadata.labels) at /etc/istio/pod/labels, or give"
                            + " --labels FILE or --label KEY=VALUE.");
        }
        return new GatewayPod(
                variables.required(
                        options.name(), "--pod-name", List.of("POD_NAME"), "metadata.name"),
                variables.required(
                        options.namespace(),
                        "--namespace",
                        List.of("POD_NAMESPACE"),
                        "metadata.namespace"),
                variables.list("POD_IPS").orElse(List.of(ip)),
                options.serviceAccount()
                        .or(() -> variables.optional("SERVICE_ACCOUNT"))
                        .orElse("default"),
                options.nodeName().or(() -> variables.optional("NODE_NAME")),
                PodLocality.of(options.locality(), all, files.labels()),
                files.labels(),
                all,
                files.proxyConfig(),
                files.findings());
    }

    /// Of Envoy.
    ///
    /// @param concurrency over what the annotation says
    public List<String> arguments(Optional<Integer> concurrency) {
        return new PodStart(config).arguments(concurrency);
    }

    ProxyLimits limits() {
        return new PodStart(config).limits();
    }

    /// Whether the proxy asks where the others of its workload are.
    boolean knowsPeers() {
        return new ProxyConfig(Optional.empty(), environment).selfDiscovery();
    }

    /// As an Istio gateway says it.
    public ProxyNode node() {
        SortedMap<String, String> metadata = new TreeMap<>();
        metadata.put("CLUSTER_ID", "Kubernetes");
        metadata.put("MESH_ID", "cluster.local");
        environment.forEach((variable, value) -> {
            if (variable.startsWith(METADATA_PREFIX)) {
                metadata.put(variable.substring(METADATA_PREFIX.length()), value);
            }
        });
        metadata.put("NAME", name);
        metadata.put("NAMESPACE", namespace);
        metadata.put("SERVICE_ACCOUNT", serviceAccount);
        metadata.put("INSTANCE_IPS", String.join(",", ips));
        nodeName.ifPresent(node -> metadata.put("NODE_NAME", node));
        String domain = namespace + ".svc.cluster.local";
        String workload = metadata.getOrDefault("WORKLOAD_NAME", labels.getOrDefault("app", name));
        return new ProxyNode(
                ProxyNode.routerId(ips.getFirst(), name, namespace, domain),
                workload + "." + namespace,
                placement,
                labels,
                metadata);
    }
}
