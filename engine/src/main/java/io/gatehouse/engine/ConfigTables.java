// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.ConfigMap;
import io.gatehouse.config.core.Deployment;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.Namespace;
import io.gatehouse.config.core.Node;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.gatehouse.HttpPolicy;
import io.gatehouse.config.istio.AuthorizationPolicy;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.EnvoyFilter;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.PeerAuthentication;
import io.gatehouse.config.istio.ProxyConfigResource;
import io.gatehouse.config.istio.RequestAuthentication;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.config.istio.WasmPlugin;
import io.gatehouse.config.istio.WorkloadEntry;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Table;

/// The store: one table of the graph for each kind.
public final class ConfigTables {
    public final Table<ObjectKey, Gateway> gateways;
    public final Table<ObjectKey, VirtualService> virtualServices;
    public final Table<ObjectKey, Service> services;
    public final Table<ObjectKey, EndpointSlice> endpointSlices;
    public final Table<ObjectKey, Pod> pods;
    public final Table<ObjectKey, Deployment> deployments;
    public final Table<ObjectKey, Namespace> namespaces;
    public final Table<ObjectKey, DestinationRule> destinationRules;
    public final Table<ObjectKey, ServiceEntry> serviceEntries;
    public final Table<ObjectKey, WorkloadEntry> workloadEntries;
    public final Table<ObjectKey, RequestAuthentication> requestAuthentications;
    public final Table<ObjectKey, AuthorizationPolicy> authorizationPolicies;
    public final Table<ObjectKey, PeerAuthentication> peerAuthentications;
    public final Table<ObjectKey, Telemetry> telemetries;
    public final Table<ObjectKey, EnvoyFilter> envoyFilters;
    public final Table<ObjectKey, TrafficExtension> trafficExtensions;
    public final Table<ObjectKey, WasmPlugin> wasmPlugins;
    public final Table<ObjectKey, ProxyConfigResource> proxyConfigs;
    public final Table<ObjectKey, HttpPolicy> httpPolicies;
    public final Table<ObjectKey, Node> nodes;
    public final Table<ObjectKey, ConfigMap> configMaps;
    public final Table<ObjectKey, Secret> secrets;

    /// Files that the control plane reads itself. What has no entry, the proxy reads.
    public final Table<MaterialOrigin.OnProxy, FileMaterial> files;

    /// What was fetched of keys for tokens. What has no entry nobody fetches.
    public final Table<KeySource, FetchedKeys> fetchedKeys;

    /// What was fetched of Wasm modules. What has no entry nobody fetches.
    public final Table<ModuleSource, FetchedModule> fetchedModules;

    ConfigTables(IncrementalGraph graph) {
        gateways = graph.table();
        virtualServices = graph.table();
        services = graph.table();
        endpointSlices = graph.table();
        pods = graph.table();
        deployments = graph.table();
        namespaces = graph.table();
        destinationRules = graph.table();
        serviceEntries = graph.table();
        workloadEntries = graph.table();
        requestAuthentications = graph.table();
        authorizationPolicies = graph.table();
        peerAuthentications = graph.table();
        telemetries = graph.table();
        envoyFilters = graph.table();
        trafficExtensions = graph.table();
        wasmPlugins = graph.table();
        proxyConfigs = graph.table();
        httpPolicies = graph.table();
        nodes = graph.table();
        configMaps = graph.table();
        secrets = graph.table();
        files = graph.table();
        fetchedKeys = graph.table();
        fetchedModules = graph.table();
    }

    public void upsert(ConfigObject object) {
        ObjectKey key = object.key();
        switch (object) {
            case Gateway gateway -> gateways.put(key, gateway);
            case VirtualService virtualService -> virtualServices.put(key, virtualService);
            case Service service -> services.put(key, service);
            case EndpointSlice slice -> endpointSlices.put(key, slice);
            case Pod pod -> pods.put(key, pod);
            case Deployment deployment -> deployments.put(key, deployment);
            case Namespace namespace -> namespaces.put(key, namespace);
            case DestinationRule destinationRule -> destinationRules.put(key, destinationRule);
            case ServiceEntry serviceEntry -> serviceEntries.put(key, serviceEntry);
            case WorkloadEntry workloadEntry -> workloadEntries.put(key, workloadEntry);
            case RequestAuthentication authentication ->
                    requestAuthentications.put(key, authentication);
            case AuthorizationPolicy policy -> authorizationPolicies.put(key, policy);
            case PeerAuthentication policy -> peerAuthentications.put(key, policy);
            case Telemetry telemetry -> telemetries.put(key, telemetry);
            case EnvoyFilter envoyFilter -> envoyFilters.put(key, envoyFilter);
            case TrafficExtension extension -> trafficExtensions.put(key, extension);
            case WasmPlugin plugin -> wasmPlugins.put(key, plugin);
            case ProxyConfigResource config -> proxyConfigs.put(key, config);
            case HttpPolicy policy -> httpPolicies.put(key, policy);
            case Node node -> nodes.put(key, node);
            case ConfigMap configMap -> configMaps.put(key, configMap);
            case Secret secret -> secrets.put(key, secret);
            default -> throw new IllegalArgumentException("no table for " + key);
        }
    }

    public void delete(ObjectKey key) {
        table(key.kind()).remove(key);
    }

    public void apply(ConfigEvent event) {
        switch (event) {
            case ConfigEvent.Upsert upsert -> upsert(upsert.object());
            case ConfigEvent.Delete delete -> delete(delete.key());
            case ConfigEvent.Findings _ -> {}
        }
    }

    private Table<ObjectKey, ? extends ConfigObject> table(Kind kind) {
        return switch (kind) {
            case GATEWAY -> gateways;
            case VIRTUAL_SERVICE -> virtualServices;
            case SERVICE -> services;
            case ENDPOINT_SLICE -> endpointSlices;
            case POD -> pods;
            case DEPLOYMENT -> deployments;
            case NAMESPACE -> namespaces;
            case DESTINATION_RULE -> destinationRules;
            case SERVICE_ENTRY -> serviceEntries;
            case WORKLOAD_ENTRY -> workloadEntries;
            case REQUEST_AUTHENTICATION -> requestAuthentications;
            case AUTHORIZATION_POLICY -> authorizationPolicies;
            case PEER_AUTHENTICATION -> peerAuthentications;
            case TELEMETRY -> telemetries;
            case ENVOY_FILTER -> envoyFilters;
            case TRAFFIC_EXTENSION -> trafficExtensions;
            case WASM_PLUGIN -> wasmPlugins;
            case PROXY_CONFIG -> proxyConfigs;
            case HTTP_POLICY -> httpPolicies;
            case NODE -> nodes;
            case CONFIG_MAP -> configMaps;
            case SECRET -> secrets;
        };
    }
}
