// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.HttpMatchRequest;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.StringMatch;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupHost;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.Visibility;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.routing.PolicyStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a VirtualService's author has to know, once it meets everything else.
record VirtualServiceFindings(
        ConfigTables tables,
        GatewayNodes gateways,
        RouteNodes routes,
        ServiceNodes services,
        MeshNodes mesh,
        DestinationRuleNodes destinationRules,
        OverlapNodes overlaps,
        ConnectionFindings connections,
        PolicyNodes policies) {

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<VirtualService> virtualService = e.read(tables.virtualServices, key);
        if (virtualService.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        missingGateways(e, virtualService.get(), findings);
        hiddenFrom(e, virtualService.get(), findings);
        unservedHosts(e, virtualService.get(), findings);
        delegation(e, virtualService.get(), findings);
        destinations(e, virtualService.get(), findings);
        overlaps(e, virtualService.get(), findings);
        claims(e, virtualService.get(), findings);
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
        Visibility visibility = Visibility.of(mesh.of(e), virtualService);
        virtualService.spec().gateways().stream()
                .flatMap(name -> GatewayNames.resolve(name, own).stream())
                .flatMap(gateway -> e.get(gateways.selectedGroups, gateway).stream())
                .map(group -> gateways.group(e, group).namespace())
                .filter(namespace -> !visibility.includes(namespace))
                .distinct()
                .sorted()
                .map(namespace ->
                        Finding.of(
                                FindingCode.NOT_EXPORTED,
                                virtualService.key(),
                                FieldPath.of("spec.exportTo"),
                                "exportTo %s leaves out %s, the namespace of the gateway workload, so nothing is routed; add it, or \"*\""
                                        .formatted(visibility.exportTo(), namespace)))
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
                .flatMap(key -> gateways.servers(e, key).stream())
                .toList();
    }

    private void destinations(Evaluation e, VirtualService virtualService, List<Finding> findings) {
        servedWith(e, virtualService)
                .flatMap(root -> e.get(routes.bindings, root).stream())
                .map(binding -> binding.host().group())
                .findFirst()
                .map(group -> new DestinationFindings(routes, services, destinationRules, group))
                .ifPresent(destinations ->
                        findings.addAll(
                                destinations.find(
                                        e, virtualService.key(), virtualService.spec().http())));
    }

    /// The VirtualServices among whose rules this one's are served: itself, or those that delegate
    /// to it.
    private Stream<ObjectKey> servedWith(Evaluation e, VirtualService virtualService) {
        return virtualService.spec().hosts().isEmpty()
                ? routes.delegates.roots(e, virtualService.key()).stream()
                : Stream.of(virtualService.key());
    }

    private void claims(Evaluation e, VirtualService virtualService, List<Finding> findings) {
        boolean read =
                servedWith(e, virtualService)
                        .flatMap(root -> e.get(routes.bindings, root).stream())
                        .map(binding -> gateways.group(e, binding.host().group()))
                        .allMatch(group -> policies.stages(e, group).contains(PolicyStage.TOKENS));
        if (read) {
            return;
        }
        List<HttpRoute> http = virtualService.spec().http();
        for (int i = 0; i < http.size(); i++) {
            for (int j = 0; j < http.get(i).match().size(); j++) {
                HttpMatchRequest match = http.get(i).match().get(j);
                FieldPath field = FieldPath.of("spec.http").index(i).field("match").index(j);
                claims(virtualService, field.field("headers"), match.headers(), findings);
                claims(
                        virtualService,
                        field.field("withoutHeaders"),
                        match.withoutHeaders(),
                        findings);
            }
        }
    }

    private static void claims(
            VirtualService virtualService,
            FieldPath field,
            SortedMap<String, StringMatch> headers,
            List<Finding> findings) {
        headers.keySet().stream()
                .filter(name -> ClaimReader.claim(name).isPresent())
                .map(name ->
                        Finding.of(
                                FindingCode.CLAIMS_UNKNOWN,
                                virtualService.key(),
                                field.entry(name),
                                "no RequestAuthentication reads tokens at the gateway, so no request has this claim"))
                .forEach(findings::add);
    }

    private void delegation(Evaluation e, VirtualService virtualService, List<Finding> findings) {
        ObjectKey key = virtualService.key();
        findings.addAll(e.get(routes.delegates.rules, key).findingsOn(key));
        SortedSet<ObjectKey> roots = routes.delegates.roots(e, key);
        roots.forEach(root -> findings.addAll(e.get(routes.delegates.rules, root).findingsOn(key)));
        if (virtualService.spec().hosts().isEmpty() && roots.isEmpty()) {
            findings.add(
                    Finding.of(
                            FindingCode.DELEGATE_UNUSED,
                            key,
                            FieldPath.of("spec.hosts"),
                            "without hosts this VirtualService is a delegate, and no other delegates to it, so nothing of it is served"));
        }
    }

    private void overlaps(Evaluation e, VirtualService virtualService, List<Finding> findings) {
        SortedSet<GroupHost> hosts =
                servedWith(e, virtualService)
                        .flatMap(root -> e.get(routes.bindings, root).stream())
                        .map(Binding::host)
                        .collect(Collectors.toCollection(TreeSet::new));
        findings.addAll(new OverlapFindings(overlaps).find(e, virtualService.key(), hosts));
    }
}
