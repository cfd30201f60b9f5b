// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.EnvoyFilter;
import io.gatehouse.config.istio.EnvoyFilter.ConfigPatch;
import io.gatehouse.config.istio.EnvoyFilter.ObjectMatch;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupTable;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.ProxyPatch;
import io.gatehouse.routing.TableIdentity;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// From EnvoyFilters to the patches for each group's proxies.
public final class EnvoyFilterNodes {
    private static final String TLS_TABLE = "https";
    private static final int TLS_TABLE_PARTS = 5;

    /// The groups whose proxies an EnvoyFilter is for.
    public final Derivation<ObjectKey, SortedSet<String>> selectedGroups;

    /// The patches of an EnvoyFilter that are for gateways, of whatever version.
    public final Derivation<ObjectKey, List<ProxyPatch>> patches;

    /// The patches for a group's proxies, in the order in which they are applied.
    public final Derivation<String, List<ProxyPatch>> patchesOfGroup;

    /// How patches call a table.
    public final Derivation<GroupTable, TableIdentity> tables;

    /// The upstreams that exist and that some patch names.
    public final Index<String, GroupUpstream> upstreams;

    /// Whether patches may change which hosts a table has, so that it cannot be delivered host by
    /// host.
    public final Derivation<GroupTable, Boolean> reshaped;

    private final Index<ObjectKey, String> filtersOfGroup;
    private final ConfigTables config;
    private final GatewayNodes gateways;
    private final MeshNodes mesh;
    private final UpstreamNodes upstreamNodes;

    public EnvoyFilterNodes(
            IncrementalGraph graph,
            ConfigTables config,
            Table<String, ProxyGroup> groups,
            GatewayNodes gateways,
            MeshNodes mesh,
            UpstreamNodes upstreamNodes) {
        this.config = config;
        this.gateways = gateways;
        this.mesh = mesh;
        this.upstreamNodes = upstreamNodes;
        selectedGroups = graph.derivation("groups of envoy filter", this::selectedGroups);
        patches =
                graph.derivation(
                        "patches of envoy filter",
                        (e, key) ->
                                e.read(config.envoyFilters, key)
                                        .map(EnvoyFilterReader::read)
                                        .orElse(List.of()));
        filtersOfGroup =
                graph.index(
                        "envoy filters of group",
                        config.envoyFilters,
                        (e, key) -> e.get(selectedGroups, key));
        patchesOfGroup = graph.derivation("patches of group", this::patchesOfGroup);
        tables = graph.derivation("identity of table", this::identity);
        reshaped = graph.derivation("table reshaped by patches", this::reshaped);
        upstreams = graph.index("upstreams of patches", groups, this::upstreams);
    }

    /// The patches of an EnvoyFilter that are for gateways, of whatever version.
    public static List<ProxyPatch> read(EnvoyFilter filter) {
        return EnvoyFilterReader.read(filter);
    }

    private SortedSet<String> selectedGroups(Evaluation e, ObjectKey key) {
        MeshConfig config = mesh.of(e);
        return e.read(this.config.envoyFilters, key)
                .map(filter ->
                        gateways.groupsWhere(
                                e, group -> EnvoyFilterSelection.selects(filter, group, config)))
                .orElseGet(TreeSet::new);
    }

    private List<ProxyPatch> patchesOfGroup(Evaluation e, String name) {
        SortedSet<ObjectKey> members = e.members(filtersOfGroup, name);
        if (members.isEmpty()) {
            return List.of();
        }
        MeshConfig config = mesh.of(e);
        ProxyGroup group = gateways.group(e, name);
        return members.stream()
                .flatMap(key -> e.read(this.config.envoyFilters, key).stream())
                .sorted(EnvoyFilterSelection.order(config))
                .flatMap(filter ->
                        e.get(patches, filter.key()).stream()
                                .filter(patch -> isFor(filter, patch, group, config)))
                .toList();
    }

    private static boolean isFor(
            EnvoyFilter filter, ProxyPatch patch, ProxyGroup group, MeshConfig mesh) {
        ConfigPatch written = filter.spec().configPatches().get(patch.id().index());
        return written.match()
                .flatMap(ObjectMatch::proxy)
                .filter(proxy -> !EnvoyFilterSelection.isFor(proxy, group, mesh))
                .isEmpty();
    }

    /// Only a table for one server's TLS has that server in its name.
    private TableIdentity identity(Evaluation e, GroupTable key) {
        Set<Integer> ports =
                gateways.ofTable(e, key).stream()
                        .map(ServerTraits::servicePort)
                        .collect(Collectors.toSet());
        List<String> parts = List.of(key.table().split("\\.", -1));
        boolean tls = parts.size() == TLS_TABLE_PARTS && parts.getFirst().equals(TLS_TABLE);
        return new TableIdentity(
                key.table(),
                ports,
                tls ? parts.get(2) : "",
                tls ? parts.get(4) + "/" + parts.get(3) : "");
    }

    private boolean reshaped(Evaluation e, GroupTable table) {
        List<ProxyPatch> reshaping =
                e.get(patchesOfGroup, table.group()).stream()
                        .filter(PatchContents::mayChangeHosts)
                        .toList();
        if (reshaping.isEmpty()) {
            return false;
        }
        TableIdentity identity = e.get(tables, table);
        return reshaping.stream().anyMatch(identity::isMeant);
    }

    private Set<GroupUpstream> upstreams(Evaluation e, String group) {
        return e.get(patchesOfGroup, group).stream()
                .sorted(Comparator.comparing(ProxyPatch::id))
                .flatMap(patch -> PatchContents.upstreams(patch).stream())
                .map(name -> new GroupUpstream(group, name))
                .filter(upstream -> e.get(upstreamNodes.upstream, upstream).isPresent())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Whether an EnvoyFilter stands where it is looked for by some group's proxies.
    public boolean isNearSomeGroup(Evaluation e, ObjectKey key) {
        MeshConfig config = mesh.of(e);
        return e.read(this.config.envoyFilters, key)
                .filter(filter ->
                        !gateways.groupsWhere(
                                        e,
                                        group -> EnvoyFilterSelection.isNear(filter, group, config))
                                .isEmpty())
                .isPresent();
    }
}
