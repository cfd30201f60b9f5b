// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.Destination;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.BackendPort;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a VirtualService's author has to know, once it meets everything else.
record VirtualServiceFindings(
        ConfigTables tables,
        GatewayNodes gateways,
        RouteNodes routes,
        ServiceNodes services,
        ConnectionFindings connections) {

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<VirtualService> virtualService = e.read(tables.virtualServices, key);
        if (virtualService.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        missingGateways(e, virtualService.get(), findings);
        hiddenFrom(e, virtualService.get(), findings);
        unservedHosts(e, virtualService.get(), findings);
        destinations(e, virtualService.get(), findings);
        connections.find(e, virtualService.get(), findings);
        return List.copyOf(findings);
    }

    private void missingGateways(
            Evaluation e, VirtualService virtualService, List<Finding> findings) {
        List<String> names = virtualService.spec().gateways();
        for (int i = 0; i < names.size(); i++) {
            Optional<ObjectKey> gateway =
                    GatewayNames.resolve(names.get(i), virtualService.metadata().namespace());
            if (gateway.isPresent() && e.read(tables.gateways, gateway.get()).isEmpty()) {
                findings.add(
                        Finding.of(
                                FindingCode.GATEWAY_NOT_FOUND,
                                virtualService.key(),
                                FieldPath.of("spec.gateways").index(i),
                                "there is no %s; a Gateway of another namespace is named namespace/name"
                                        .formatted(gateway.get())));
            }
        }
    }

    private void hiddenFrom(Evaluation e, VirtualService virtualService, List<Finding> findings) {
        String own = virtualService.metadata().namespace();
        List<String> exportTo = virtualService.spec().exportTo();
        virtualService.spec().gateways().stream()
                .flatMap(name -> GatewayNames.resolve(name, own).stream())
                .flatMap(gateway -> e.get(gateways.selectedGroups, gateway).stream())
                .map(group -> gateways.group(e, group).namespace())
                .filter(namespace -> !Visibility.visible(exportTo, own, namespace))
                .distinct()
                .sorted()
                .map(namespace ->
                        Finding.of(
                                FindingCode.NOT_EXPORTED,
                                virtualService.key(),
                                FieldPath.of("spec.exportTo"),
                                "exportTo %s leaves out %s, the namespace of the gateway workload, so nothing is routed; add it, or \"*\""
                                        .formatted(exportTo, namespace)))
                .forEach(findings::add);
    }

    private void unservedHosts(
            Evaluation e, VirtualService virtualService, List<Finding> findings) {
        List<PlannedServer> servers = reachableServers(e, virtualService);
        if (servers.isEmpty()) {
            return;
        }
        String namespace = virtualService.metadata().namespace();
        List<String> hosts = RouteNodes.virtualServiceHosts(virtualService).toList();
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i);
            boolean served =
                    servers.stream()
                            .flatMap(server -> server.hosts().stream())
                            .anyMatch(s ->
                                    s.admits(namespace)
                                            && Hostname.intersect(s.dns(), host).isPresent());
            if (!served) {
                String offered =
                        servers.stream()
                                .flatMap(server -> server.hosts().stream())
                                .map(s ->
                                        s.namespace().equals("*")
                                                ? s.dns()
                                                : s.namespace() + "/" + s.dns())
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "));
                findings.add(
                        Finding.of(
                                FindingCode.HOST_NOT_ON_GATEWAY,
                                virtualService.key(),
                                FieldPath.of("spec.hosts").index(i),
                                "host %s is not among the hosts of its Gateways (%s), so it answers 404"
                                        .formatted(host, offered)));
            }
        }
    }

    private List<PlannedServer> reachableServers(Evaluation e, VirtualService virtualService) {
        return virtualService.spec().gateways().stream()
                .flatMap(name ->
                        GatewayNames.resolve(name, virtualService.metadata().namespace()).stream())
                .flatMap(gateway ->
                        e.get(gateways.selectedGroups, gateway).stream()
                                .map(group -> new GroupGateway(group, gateway)))
                .flatMap(key -> e.get(gateways.servers, key).stream())
                .toList();
    }

    private void destinations(Evaluation e, VirtualService virtualService, List<Finding> findings) {
        Optional<String> group =
                e.get(routes.bindings, virtualService.key()).stream()
                        .map(binding -> binding.host().group())
                        .findFirst();
        List<HttpRoute> http = virtualService.spec().http();
        for (int i = 0; group.isPresent() && i < http.size(); i++) {
            for (int j = 0; j < http.get(i).route().size(); j++) {
                FieldPath field =
                        FieldPath.of("spec.http")
                                .index(i)
                                .field("route")
                                .index(j)
                                .field("destination");
                http.get(i)
                        .route()
                        .get(j)
                        .destination()
                        .flatMap(destination ->
                                destination(e, virtualService, group.get(), destination, field))
                        .ifPresent(findings::add);
            }
        }
    }

    private Optional<Finding> destination(
            Evaluation e,
            VirtualService virtualService,
            String group,
            Destination destination,
            FieldPath field) {
        UpstreamName upstream =
                routes.destinations(e, virtualService, group, 0).resolve(destination);
        Optional<List<BackendPort>> ports =
                e.get(services.backend, new VisibleHost(group, upstream.host()))
                        .map(Backend::ports);
        if (ports.isEmpty()) {
            return Optional.of(
                    Finding.of(
                            FindingCode.DESTINATION_NOT_FOUND,
                            virtualService.key(),
                            field.field("host"),
                            "there is no Service with host %s; requests get 503"
                                    .formatted(upstream.host())));
        }
        boolean known = ports.get().stream().anyMatch(port -> port.number() == upstream.port());
        if (known || (destination.port().isEmpty() && ports.get().size() > 1)) {
            return known
                    ? Optional.empty()
                    : Optional.of(unnamedPort(virtualService, upstream, ports.get(), field));
        }
        return Optional.of(
                Finding.of(
                        FindingCode.DESTINATION_PORT,
                        virtualService.key(),
                        field.field("port").field("number"),
                        "port %d is not a port of %s (it has %s); requests get 503"
                                .formatted(
                                        upstream.port(), upstream.host(), numbers(ports.get()))));
    }

    private static Finding unnamedPort(
            VirtualService virtualService,
            UpstreamName upstream,
            List<BackendPort> ports,
            FieldPath field) {
        return Finding.of(
                FindingCode.DESTINATION_PORT,
                virtualService.key(),
                field.field("port"),
                "%s has the ports %s: say which one is meant; without it the Gateway's port number is taken"
                        .formatted(upstream.host(), numbers(ports)));
    }

    private static String numbers(List<BackendPort> ports) {
        return ports.stream()
                .map(port -> Integer.toString(port.number()))
                .collect(Collectors.joining(", "));
    }
}
