// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Json;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.PassedOver;
import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Changes to what Envoy is given, in Envoy's own words.
public record EnvoyFilter(ObjectMeta metadata, Spec spec) implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.ENVOY_FILTER;
    }

    /// @param targetRefs of a Gateway of the Gateway API, whose proxies alone are meant
    /// @param priority of several objects the one with the highest has the last word
    public record Spec(
            Optional<WorkloadSelector> workloadSelector,
            List<TargetReference> targetRefs,
            List<ConfigPatch> configPatches,
            int priority) {
        public Spec {
            targetRefs = List.copyOf(targetRefs);
            configPatches = List.copyOf(configPatches);
        }
    }

    public record WorkloadSelector(SortedMap<String, String> labels) {
        public WorkloadSelector {
            labels = SortedMaps.copyOf(labels);
        }
    }

    public record TargetReference(String group, String kind, String name, String namespace) {}

    public enum ApplyTo {
        INVALID,
        LISTENER,
        FILTER_CHAIN,
        NETWORK_FILTER,
        HTTP_FILTER,
        ROUTE_CONFIGURATION,
        VIRTUAL_HOST,
        HTTP_ROUTE,
        CLUSTER,
        EXTENSION_CONFIG,
        BOOTSTRAP,
        LISTENER_FILTER
    }

    public record ConfigPatch(
            ApplyTo applyTo, Optional<ObjectMatch> match, Optional<Patch> patch) {}

    public enum PatchContext {
        ANY,
        SIDECAR_INBOUND,
        SIDECAR_OUTBOUND,
        GATEWAY,
        WAYPOINT
    }

    /// What is to be patched; at most one of the last three, or `waypoint`, is given.
    @PassedOver(noEffect = "waypoint")
    public record ObjectMatch(
            PatchContext context,
            Optional<ProxyMatch> proxy,
            Optional<ListenerMatch> listener,
            Optional<RouteConfigurationMatch> routeConfiguration,
            Optional<ClusterMatch> cluster) {}

    /// @param proxyVersion a regular expression that is found in the proxy's ISTIO_VERSION
    public record ProxyMatch(String proxyVersion, SortedMap<String, String> metadata) {
        public ProxyMatch {
            metadata = SortedMaps.copyOf(metadata);
        }
    }

    /// @param portNumber where the proxy listens, not the Service's port
    @PassedOver(noEffect = "portName")
    public record ListenerMatch(
            int portNumber,
            Optional<FilterChainMatch> filterChain,
            String name,
            String listenerFilter) {}

    /// @param applicationProtocols separated by commas, all of which the chain must have
    @PassedOver(noEffect = "transportSocket")
    public record FilterChainMatch(
            String name,
            String sni,
            String transportProtocol,
            String applicationProtocols,
            Optional<FilterMatch> filter,
            int destinationPort) {}

    public record FilterMatch(String name, Optional<SubFilterMatch> subFilter) {}

    public record SubFilterMatch(String name) {}

    /// @param portNumber the Service's port, or where the proxy listens if that is no Service's
    /// @param gateway `namespace/name`
    public record RouteConfigurationMatch(
            int portNumber,
            String portName,
            String gateway,
            Optional<VirtualHostMatch> vhost,
            String name) {}

    public record VirtualHostMatch(String name, String domainName, Optional<RouteMatch> route) {}

    public record RouteMatch(String name, Action action) {
        public enum Action {
            ANY,
            ROUTE,
            REDIRECT,
            DIRECT_RESPONSE
        }
    }

    /// @param name if given, the others do not count
    public record ClusterMatch(int portNumber, String service, String subset, String name) {}

    public enum Operation {
        INVALID,
        MERGE,
        ADD,
        REMOVE,
        INSERT_BEFORE,
        INSERT_AFTER,
        INSERT_FIRST,
        REPLACE,
        MERGE_AND_REPLACE_LIST
    }

    /// @param value in Envoy's words
    @PassedOver(noEffect = "filterClass")
    public record Patch(Operation operation, Optional<Json> value) {}
}
