// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Namespace;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.config.istio.ServiceEntryVisibility;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.AddressFamily;
import io.gatehouse.routing.NameLookup;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Which objects describe a host, and which of them a group's proxies may see.
final class HostNodes {
    /// Of one host, as in Istio: by name only after all else, since there all have the host's name.
    private static final Comparator<ServiceEntry> OLDEST_FIRST =
            Comparator.<ServiceEntry, Instant>comparing(
                            entry -> entry.metadata().creationTimestamp().orElse(Instant.EPOCH))
                    .thenComparing(entry -> entry.metadata().namespace())
                    .thenComparing(entry -> entry.metadata().name());

    private final ConfigTables tables;
    private final Function<Evaluation, MeshConfig> mesh;
    private final Index<ObjectKey, String> entriesOfHost;
    private final Index<String, Boolean> namesOfEntries;
    private final Index<String, Boolean> allGroups;
    private final Derivation<String, String> namespaceOfGroup;

    /// Proxies that listen on IPv4 look names up in it.
    private final Derivation<String, AddressFamily> familyOfGroup;

    HostNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            Function<Evaluation, MeshConfig> mesh) {
        this.tables = tables;
        this.mesh = mesh;
        entriesOfHost =
                graph.index(
                        "service entries of host",
                        tables.serviceEntries,
                        (e, key) ->
                                e.read(tables.serviceEntries, key)
                                        .map(HostNodes::hosts)
                                        .orElse(Set.of()));
        namesOfEntries =
                graph.index(
                        "hosts of service entries without a wildcard",
                        entriesOfHost,
                        (_, host) -> host.startsWith("*") ? Set.of() : Set.of(true));
        allGroups = graph.index("groups that see hosts", groups, (_, _) -> Set.of(true));
        familyOfGroup =
                graph.derivation(
                        "address family of group",
                        (e, name) ->
                                e.read(groups, name)
                                        .map(group -> family(group.bind()))
                                        .orElse(AddressFamily.IPV4));
        namespaceOfGroup =
                graph.derivation(
                        "namespace of group",
                        (e, name) -> e.read(groups, name).map(ProxyGroup::namespace).orElse(""));
    }

    static Set<String> hosts(ServiceEntry entry) {
        return entry.spec().hosts().stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// All groups.
    Set<String> groups(Evaluation e) {
        return e.members(allGroups, true);
    }

    SortedSet<String> names(Evaluation e) {
        return e.members(namesOfEntries, true);
    }

    NameLookup lookup(Evaluation e, String group) {
        return new NameLookup(
                mesh(e).dnsRefreshRate().orElse(NameLookup.DEFAULT_REFRESH),
                e.get(familyOfGroup, group));
    }

    MeshConfig mesh(Evaluation e) {
        return mesh.apply(e);
    }

    String namespace(Evaluation e, String group) {
        return e.get(namespaceOfGroup, group);
    }

    Optional<Service> service(Evaluation e, String host) {
        return ServiceHost.service(host).flatMap(key -> e.read(tables.services, key));
    }

    Optional<Service> visibleService(Evaluation e, VisibleHost key) {
        return service(e, key.host())
                .filter(service ->
                        Visibility.of(mesh(e), service).includes(namespace(e, key.group())));
    }

    /// Sorted by key.
    List<ServiceEntry> entries(Evaluation e, String host) {
        return e.members(entriesOfHost, host).stream()
                .flatMap(key -> e.read(tables.serviceEntries, key).stream())
                .toList();
    }

    Visibility visibility(Evaluation e, ServiceEntry entry) {
        Visibility said = Visibility.of(mesh(e), entry);
        return mesh(e).serviceEntryVisibility()
                .filter(ServiceEntryVisibility::applyToSidecars)
                .map(most -> said.within(most.of(labels(e, entry.metadata().namespace()))))
                .orElse(said);
    }

    private SortedMap<String, String> labels(Evaluation e, String namespace) {
        return Namespace.labels(
                namespace,
                e.read(tables.namespaces, new ObjectKey(Kind.NAMESPACE, "", namespace))
                        .map(found -> found.metadata().labels())
                        .orElseGet(Collections::emptySortedMap));
    }

    /// Sorted by precedence: those that are exported to the group's namespace alone come first.
    List<ServiceEntry> visibleEntries(Evaluation e, VisibleHost key) {
        List<ServiceEntry> entries = entries(e, key.host());
        if (entries.isEmpty()) {
            return entries;
        }
        String namespace = namespace(e, key.group());
        Function<ServiceEntry, Visibility.Way> way = entry -> visibility(e, entry).way(namespace);
        return entries.stream()
                .filter(entry -> way.apply(entry) != Visibility.Way.HIDDEN)
                .sorted(Comparator.comparing(way).thenComparing(OLDEST_FIRST))
                .toList();
    }

    /// All of one namespace, whoever may see them, oldest first.
    List<ServiceEntry> entriesOf(Evaluation e, String namespace, String host) {
        return entries(e, host).stream()
                .filter(entry -> entry.metadata().namespace().equals(namespace))
                .sorted(OLDEST_FIRST)
                .toList();
    }

    private static AddressFamily family(String bind) {
        if (bind.equals("::")) {
            return AddressFamily.BOTH;
        }
        return bind.contains(":") ? AddressFamily.IPV6 : AddressFamily.IPV4;
    }

    /// Where the Service leads, over as many others as it takes.
    ExternalName follow(Evaluation e, String group, Service service) {
        Set<String> passed = new LinkedHashSet<>();
        passed.add(ServiceHost.of(service.key()));
        String host = target(service);
        while (passed.add(host)) {
            VisibleHost next = new VisibleHost(group, host);
            Optional<Service> found = visibleService(e, next);
            if (found.isEmpty()) {
                return beyondServices(e, next);
            }
            if (!ServiceBackend.isExternalName(found.get())) {
                return new ExternalName.Inside(host);
            }
            host = target(found.get());
        }
        return new ExternalName.Nowhere(
                "it leads in a circle: " + String.join(" → ", passed) + " → " + host);
    }

    private ExternalName beyondServices(Evaluation e, VisibleHost host) {
        if (!visibleEntries(e, host).isEmpty()) {
            return new ExternalName.Inside(host.host());
        }
        return ServiceHost.service(host.host()).isPresent()
                ? new ExternalName.Nowhere("there is no Service with host " + host.host())
                : new ExternalName.Outside(host.host());
    }

    static String target(Service service) {
        String name = service.spec().externalName().toLowerCase(Locale.ROOT);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
