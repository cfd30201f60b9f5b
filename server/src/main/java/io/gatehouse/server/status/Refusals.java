// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.gatehouse.HttpPolicy;
import io.gatehouse.config.istio.AuthorizationPolicy;
import io.gatehouse.config.istio.AuthorizationPolicy.Action;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.EnvoyFilter;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.RequestAuthentication;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.config.istio.Telemetry;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.config.istio.WasmPlugin;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.istio.DestinationRuleNodes;
import io.gatehouse.engine.istio.GatewayNames;
import io.gatehouse.engine.istio.PlacedProgram;
import io.gatehouse.envoy.PolicyName;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What proxies refused of what an object may be part of: by the names of the resources where the
/// proxy named some, else by their type. For one thread.
final class Refusals {
    private static final int LONGEST_DETAIL = 400;

    /// Such as `0.0.0.0_8080`.
    private static final Pattern LISTENER_PORT = Pattern.compile("_(\\d+)$");

    /// Such as `http.8080` or `https.8443`, of all Gateways on that port.
    private static final Pattern SHARED_TABLE =
            Pattern.compile("^(?:http|https(?=\\.\\d+(?:/|$)))\\.(\\d+)");

    private final ControlPlaneState state;
    private final Map<String, ProxyGroup> groups;
    private final Map<String, GatewayPorts> ports = new HashMap<>();

    Refusals(ControlPlaneState state, Map<String, ProxyGroup> groups) {
        this.state = state;
        this.groups = groups;
    }

    Optional<String> concerning(ConfigObject object, ReportedProxy proxy) {
        return proxy.refusals().stream()
                .filter(refusal -> concerns(object, refusal, proxy.group()))
                .findFirst()
                .map(Refusals::text);
    }

    private boolean concerns(ConfigObject object, Refusal refusal, String group) {
        return switch (object) {
            case DestinationRule rule -> ofHosts(refusal, List.of(DestinationRuleNodes.host(rule)));
            case ServiceEntry entry -> ofHosts(refusal, entry.spec().hosts());
            case Gateway gateway ->
                    refusal.type() == ResourceType.SECRET
                            || (refusal.type() == ResourceType.LISTENER
                                    && named(refusal, name -> isListener(name, gateway, group)));
            case VirtualService virtualService -> ofRoutes(refusal, virtualService, group);
            case RequestAuthentication _ -> ofStage(refusal, PolicyStage.TOKENS);
            case AuthorizationPolicy policy -> ofStages(refusal, policy.spec().action());
            case Telemetry _ -> refusal.type() == ResourceType.LISTENER;
            case HttpPolicy policy ->
                    refusal.type() == ResourceType.ROUTE
                            || refusal.type() == ResourceType.SCOPED_ROUTE
                            || (refusal.type() == ResourceType.LISTENER
                                    && policy.spec().targetRefs().isEmpty()
                                    && policy.spec().headerLimit().isPresent());
            case EnvoyFilter filter -> ofPatches(refusal, filter);
            case TrafficExtension extension -> ofProgram(refusal, extension.key());
            case WasmPlugin plugin -> ofProgram(refusal, plugin.key());
            default -> false;
        };
    }

    private static boolean ofStages(Refusal refusal, Action action) {
        return switch (action) {
            case CUSTOM ->
                    ofStage(refusal, PolicyStage.UNCHECKABLE)
                            || ofStage(refusal, PolicyStage.CONNECTION_UNCHECKABLE)
                            || ofStage(refusal, PolicyStage.CHECK_SELECTION)
                            || ofStage(refusal, PolicyStage.CHECK)
                            || ofStage(refusal, PolicyStage.CONNECTION_CHECK_SELECTION)
                            || ofStage(refusal, PolicyStage.CONNECTION_CHECK);
            case AUDIT ->
                    ofStage(refusal, PolicyStage.ACCESS_NOTES)
                            || ofStage(refusal, PolicyStage.CONNECTION_NOTES);
            case DENY ->
                    ofStage(refusal, PolicyStage.ACCESS_REFUSAL)
                            || ofStage(refusal, PolicyStage.CONNECTION_REFUSAL);
            case ALLOW ->
                    ofStage(refusal, PolicyStage.ACCESS_ADMISSION)
                            || ofStage(refusal, PolicyStage.CONNECTION_ADMISSION);
        };
    }

    private static boolean ofStage(Refusal refusal, PolicyStage stage) {
        return refusal.type() == ResourceType.EXTENSION_CONFIG
                && named(refusal, PolicyName.of(stage)::equals);
    }

    private static boolean ofProgram(Refusal refusal, ObjectKey object) {
        return refusal.type() == ResourceType.EXTENSION_CONFIG
                && named(refusal, PlacedProgram.name(object)::equals);
    }

    /// What its patches are for may be part of any resource of that type.
    private static boolean ofPatches(Refusal refusal, EnvoyFilter filter) {
        return filter.spec().configPatches().stream()
                .map(EnvoyFilter.ConfigPatch::applyTo)
                .anyMatch(applyTo -> type(applyTo).contains(refusal.type()));
    }

    private static Set<ResourceType> type(EnvoyFilter.ApplyTo applyTo) {
        return switch (applyTo) {
            case LISTENER, LISTENER_FILTER, FILTER_CHAIN, NETWORK_FILTER, HTTP_FILTER ->
                    Set.of(ResourceType.LISTENER);
            case ROUTE_CONFIGURATION, VIRTUAL_HOST, HTTP_ROUTE ->
                    Set.of(ResourceType.ROUTE, ResourceType.SCOPED_ROUTE);
            case CLUSTER -> Set.of(ResourceType.CLUSTER);
            case EXTENSION_CONFIG -> Set.of(ResourceType.EXTENSION_CONFIG);
            case BOOTSTRAP, INVALID -> Set.of();
        };
    }

    private static boolean ofHosts(Refusal refusal, List<String> hosts) {
        return (refusal.type() == ResourceType.CLUSTER || refusal.type() == ResourceType.ENDPOINT)
                && refusal.resources().stream()
                        .flatMap(r -> UpstreamName.parse(r.name().name()).stream())
                        .map(UpstreamName::host)
                        .anyMatch(hosts::contains);
    }

    /// Routes of TCP and of TLS are part of listeners; a delegate's are where its roots' are.
    private boolean ofRoutes(Refusal refusal, VirtualService virtualService, String group) {
        boolean delegate = virtualService.spec().hosts().isEmpty();
        return switch (refusal.type()) {
            case ROUTE, SCOPED_ROUTE ->
                    delegate
                            || named(
                                    refusal,
                                    name ->
                                            gateways(virtualService)
                                                    .anyMatch(g -> isTable(name, g, group)));
            case LISTENER ->
                    !refusal.resources().isEmpty()
                            && !(virtualService.spec().tcp().isEmpty()
                                    && virtualService.spec().tls().isEmpty())
                            && named(
                                    refusal,
                                    name ->
                                            gateways(virtualService)
                                                    .anyMatch(g -> isListener(name, g, group)));
            case CLUSTER, ENDPOINT, SECRET, EXTENSION_CONFIG -> false;
        };
    }

    private Stream<Gateway> gateways(VirtualService virtualService) {
        return virtualService.spec().gateways().stream()
                .flatMap(name ->
                        GatewayNames.resolve(name, virtualService.metadata().namespace()).stream())
                .flatMap(key -> state.find(key).stream())
                .filter(Gateway.class::isInstance)
                .map(Gateway.class::cast);
    }

    private static boolean named(Refusal refusal, Predicate<String> name) {
        return refusal.resources().isEmpty()
                || refusal.resources().stream().map(r -> r.name().name()).anyMatch(name);
    }

    private boolean isListener(String name, Gateway gateway, String group) {
        return isOnPort(LISTENER_PORT.matcher(name), gateway, group);
    }

    /// Its hosts may have names of their own, behind a slash.
    private boolean isTable(String name, Gateway gateway, String group) {
        Matcher shared = SHARED_TABLE.matcher(name);
        return shared.find()
                ? isOnPort(shared.reset(), gateway, group)
                : (name.replace('/', '.') + ".")
                        .contains(
                                ".%s.%s."
                                        .formatted(
                                                gateway.metadata().name(),
                                                gateway.metadata().namespace()));
    }

    /// What has no port, such as a Unix socket, may be anybody's.
    private boolean isOnPort(Matcher port, Gateway gateway, String group) {
        return !port.find() || ports(group).mayServe(gateway, Integer.parseInt(port.group(1)));
    }

    private GatewayPorts ports(String group) {
        return ports.computeIfAbsent(
                group,
                name ->
                        Optional.ofNullable(groups.get(name))
                                .map(known -> GatewayPorts.of(known, state))
                                .orElseGet(() -> new GatewayPorts(List.of())));
    }

    private static String text(Refusal refusal) {
        String names =
                refusal.resources().stream()
                        .map(Refusal.RefusedResource::name)
                        .map(ResourceName::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
        String detail = refusal.detail();
        return (names.isEmpty() ? "a " + refusal.type() + " resource" : names)
                + ": "
                + detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    }
}
