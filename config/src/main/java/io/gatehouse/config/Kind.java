// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.util.List;

/// The API kinds that Gatehouse reads. All versions of a kind are read alike.
public enum Kind {
    GATEWAY(
            "networking.istio.io",
            "Gateway",
            "gateways",
            List.of("gw"),
            true,
            "v1",
            "v1beta1",
            "v1alpha3"),
    VIRTUAL_SERVICE(
            "networking.istio.io",
            "VirtualService",
            "virtualservices",
            List.of("vs"),
            true,
            "v1",
            "v1beta1",
            "v1alpha3"),
    DESTINATION_RULE(
            "networking.istio.io",
            "DestinationRule",
            "destinationrules",
            List.of("dr"),
            true,
            "v1",
            "v1beta1",
            "v1alpha3"),
    SERVICE_ENTRY(
            "networking.istio.io",
            "ServiceEntry",
            "serviceentries",
            List.of("se"),
            true,
            "v1",
            "v1beta1",
            "v1alpha3"),
    WORKLOAD_ENTRY(
            "networking.istio.io",
            "WorkloadEntry",
            "workloadentries",
            List.of("we"),
            true,
            "v1",
            "v1beta1",
            "v1alpha3"),
    REQUEST_AUTHENTICATION(
            "security.istio.io",
            "RequestAuthentication",
            "requestauthentications",
            List.of("ra"),
            true,
            "v1",
            "v1beta1"),
    AUTHORIZATION_POLICY(
            "security.istio.io",
            "AuthorizationPolicy",
            "authorizationpolicies",
            List.of("ap"),
            true,
            "v1",
            "v1beta1"),
    PEER_AUTHENTICATION(
            "security.istio.io",
            "PeerAuthentication",
            "peerauthentications",
            List.of("pa"),
            true,
            "v1",
            "v1beta1"),
    TELEMETRY(
            "telemetry.istio.io",
            "Telemetry",
            "telemetries",
            List.of("telemetry"),
            true,
            "v1",
            "v1alpha1"),
    ENVOY_FILTER("networking.istio.io", "EnvoyFilter", "envoyfilters", List.of(), true, "v1alpha3"),
    TRAFFIC_EXTENSION(
            "extensions.istio.io",
            "TrafficExtension",
            "trafficextensions",
            List.of(),
            true,
            "v1alpha1"),
    WASM_PLUGIN("extensions.istio.io", "WasmPlugin", "wasmplugins", List.of(), true, "v1alpha1"),
    PROXY_CONFIG("networking.istio.io", "ProxyConfig", "proxyconfigs", List.of(), true, "v1beta1"),
    HTTP_POLICY("gatehouse.io", "HttpPolicy", "httppolicies", List.of(), true, "v1alpha1"),
    SERVICE("", "Service", "services", List.of("svc"), true, "v1"),
    ENDPOINT_SLICE("discovery.k8s.io", "EndpointSlice", "endpointslices", List.of(), true, "v1"),
    POD("", "Pod", "pods", List.of("po"), true, "v1"),
    DEPLOYMENT("apps", "Deployment", "deployments", List.of("deploy"), true, "v1"),
    NAMESPACE("", "Namespace", "namespaces", List.of("ns"), false, "v1"),
    NODE("", "Node", "nodes", List.of("no"), false, "v1"),
    CONFIG_MAP("", "ConfigMap", "configmaps", List.of("cm"), true, "v1"),
    SECRET("", "Secret", "secrets", List.of(), true, "v1");

    private final String group;
    private final String kindName;
    private final String plural;
    private final List<String> shortNames;
    private final boolean namespaced;
    private final List<String> versions;

    Kind(
            String group,
            String kindName,
            String plural,
            List<String> shortNames,
            boolean namespaced,
            String... versions) {
        this.group = group;
        this.kindName = kindName;
        this.plural = plural;
        this.shortNames = shortNames;
        this.namespaced = namespaced;
        this.versions = List.of(versions);
    }

    /// Empty for the core group.
    public String group() {
        return group;
    }

    /// As `kind:` in YAML, such as `VirtualService`.
    public String kindName() {
        return kindName;
    }

    /// As kubectl takes it, such as `virtualservices`.
    public String plural() {
        return plural;
    }

    public List<String> shortNames() {
        return shortNames;
    }

    public boolean namespaced() {
        return namespaced;
    }

    /// Newest first.
    public List<String> versions() {
        return versions;
    }
}
