// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.gatehouse.FeatureName;
import io.gatehouse.config.gatehouse.HttpPolicy;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupNamespaces;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.KeySource;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Output;
import io.gatehouse.engine.graph.Table;
import io.gatehouse.routing.LargestHeaders;
import io.gatehouse.routing.PolicyFeature;
import io.gatehouse.routing.Upstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// From HttpPolicies to what each rule of a route table has of them. The most specific that names a
/// feature decides about it: for a route, a VirtualService, a Gateway, the gateway workloads of a
/// namespace, and last those of all namespaces.
public final class HttpPolicyNodes {
    private static final Duration FETCH_TIMEOUT = Duration.ofSeconds(5);

    /// What there is to say about each policy.
    public final Output<ObjectKey, List<Finding>> findings;

    /// Where providers of logins tell about themselves, each with how long an attempt to fetch it
    /// may take.
    public final Output<KeySource, Duration> wanted;

    private final ConfigTables tables;
    private final Table<String, ProxyGroup> groups;
    private final GroupNamespaces namespaces;
    private final Function<Evaluation, MeshConfig> mesh;
    private final ServiceNodes services;
    private final BiFunction<Evaluation, GroupUpstream, Optional<Upstream>> upstreams;
    private final Derivation<ObjectKey, SortedSet<String>> groupsOfPolicy;
    private final Index<ObjectKey, String> policiesOfGroup;
    private final Index<ObjectKey, TargetSection> policiesOfTarget;
    private final Derivation<GroupHttpPolicy, FeatureReading> readings;
    private final Derivation<String, Map<FeatureName, Optional<PolicyFeature>>> ofGroup;
    private final Derivation<String, LargestHeaders> headers;

    /// @param upstreams absent where there is none of that name
    public HttpPolicyNodes(
            IncrementalGraph graph,
            ConfigTables tables,
            Table<String, ProxyGroup> groups,
            GroupNamespaces namespaces,
            Function<Evaluation, MeshConfig> mesh,
            ServiceNodes services,
            BiFunction<Evaluation, GroupUpstream, Optional<Upstream>> upstreams) {
        this.services = services;
        this.upstreams = upstreams;
        this.tables = tables;
        this.groups = groups;
        this.namespaces = namespaces;
        this.mesh = mesh;
        groupsOfPolicy = graph.derivation("groups of HTTP policy", this::groupsOfPolicy);
        policiesOfGroup =
                graph.index(
                        "HTTP policies of group",
                        tables.httpPolicies,
                        (e, key) -> e.get(groupsOfPolicy, key));
        policiesOfTarget =
                graph.index("HTTP policies of target", tables.httpPolicies, this::targets);
        readings = graph.derivation("features of HTTP policy", this::reading);
        wanted =
                graph.output(
                        graph.index(
                                "HTTP policies of provider", tables.httpPolicies, this::providers),
                        graph.derivation("provider fetch", (_, _) -> FETCH_TIMEOUT));
        ofGroup = graph.derivation("HTTP features of group", this::ofGroup);
        headers = graph.derivation("headers of connections", this::headersOf);
        HttpPolicyFindings ofPolicy = new HttpPolicyFindings(tables, this, namespaces);
        findings =
                graph.output(
                        tables.httpPolicies,
                        graph.derivation("HTTP policy findings", ofPolicy::find));
    }

    /// What the policies ask for of one rule.
    public List<PolicyFeature> of(Evaluation e, PolicyPlace place) {
        Map<FeatureName, Optional<PolicyFeature>> found = new TreeMap<>();
        targetsOf(place)
                .forEach(target ->
                        add(e, place.group(), e.members(policiesOfTarget, target), found));
        e.get(ofGroup, place.group())
                .forEach((name, feature) -> {
                    if (name != FeatureName.HEADER_LIMIT) {
                        found.putIfAbsent(name, feature);
                    }
                });
        return found.values().stream().flatMap(Optional::stream).toList();
    }

    /// How large headers may be on the connections of a group: what policies say that are for all
    /// requests of it. Connections hold to it before there is a route.
    public LargestHeaders headers(Evaluation e, String group) {
        return e.get(headers, group);
    }

    private LargestHeaders headersOf(Evaluation e, String group) {
        return Optional.ofNullable(e.get(ofGroup, group).get(FeatureName.HEADER_LIMIT))
                .flatMap(Function.identity())
                .filter(LargestHeaders.class::isInstance)
                .map(LargestHeaders.class::cast)
                .orElse(LargestHeaders.ANY);
    }

    /// The groups of gateways that the policy is for, where it targets nothing.
    SortedSet<String> groups(Evaluation e, ObjectKey policy) {
        return e.get(groupsOfPolicy, policy);
    }

    /// Of each group, what it was read to for it.
    FeatureReading reading(Evaluation e, String group, ObjectKey policy) {
        return e.get(readings, new GroupHttpPolicy(group, policy));
    }

    /// Those that are for the very same.
    List<HttpPolicy> rivals(Evaluation e, HttpPolicy policy) {
        Set<ObjectKey> keys = new LinkedHashSet<>();
        targets(e, policy.key())
                .forEach(target -> keys.addAll(e.members(policiesOfTarget, target)));
        groups(e, policy.key()).forEach(group -> keys.addAll(e.members(policiesOfGroup, group)));
        int rank = rank(mesh.apply(e), policy);
        return read(e, keys)
                .filter(other -> !other.key().equals(policy.key()))
                .filter(other -> rank(mesh.apply(e), other) == rank)
                .toList();
    }

    private static Stream<TargetSection> targetsOf(PolicyPlace place) {
        List<TargetSection> targets = new ArrayList<>();
        if (!place.route().isEmpty()) {
            targets.add(new TargetSection(place.owner(), place.route()));
        }
        targets.add(new TargetSection(place.owner(), ""));
        targets.add(new TargetSection(place.virtualService(), ""));
        targets.add(new TargetSection(place.gateway(), ""));
        return targets.stream().distinct();
    }

    private Set<KeySource> providers(Evaluation e, ObjectKey key) {
        return e.read(tables.httpPolicies, key)
                .flatMap(policy -> policy.spec().oidc())
                .flatMap(BrowserLoginReader::configuration)
                .map(Set::of)
                .orElse(Set.of());
    }

    private Set<TargetSection> targets(Evaluation e, ObjectKey key) {
        Set<TargetSection> found = new LinkedHashSet<>();
        e.read(tables.httpPolicies, key).stream()
                .flatMap(policy -> policy.spec().targetRefs().stream())
                .forEach(target ->
                        target.key(key.namespace())
                                .map(object -> new TargetSection(object, target.sectionName()))
                                .ifPresent(found::add));
        return found;
    }

    private SortedSet<String> groupsOfPolicy(Evaluation e, ObjectKey key) {
        SortedSet<String> found = new TreeSet<>();
        Optional<HttpPolicy> policy =
                e.read(tables.httpPolicies, key).filter(p -> p.spec().targetRefs().isEmpty());
        if (policy.isEmpty()) {
            return found;
        }
        boolean ofAll = key.namespace().equals(mesh.apply(e).rootNamespace());
        for (String name : ofAll ? namespaces.all(e) : namespaces.of(e, key.namespace())) {
            e.read(groups, name)
                    .filter(group ->
                            policy.get().spec().selector().stream()
                                    .allMatch(selector -> group.matches(selector.matchLabels())))
                    .ifPresent(_ -> found.add(name));
        }
        return found;
    }

    private Map<FeatureName, Optional<PolicyFeature>> ofGroup(Evaluation e, String group) {
        Map<FeatureName, Optional<PolicyFeature>> found = new TreeMap<>();
        add(e, group, e.members(policiesOfGroup, group), found);
        return found;
    }

    private void add(
            Evaluation e,
            String group,
            Collection<ObjectKey> policies,
            Map<FeatureName, Optional<PolicyFeature>> found) {
        if (policies.isEmpty()) {
            return;
        }
        MeshConfig config = mesh.apply(e);
        read(e, policies)
                .sorted(
                        Comparator.<HttpPolicy>comparingInt(policy -> rank(config, policy))
                                .thenComparing(Precedence.OLDEST_FIRST))
                .forEach(policy ->
                        reading(e, group, policy.key()).features().forEach(found::putIfAbsent));
    }

    private Stream<HttpPolicy> read(Evaluation e, Collection<ObjectKey> policies) {
        return policies.stream().flatMap(key -> e.read(tables.httpPolicies, key).stream());
    }

    /// Of policies for gateway workloads, those of one namespace come before those of all, and
    /// those with a selector before those without.
    private static int rank(MeshConfig mesh, HttpPolicy policy) {
        if (!policy.spec().targetRefs().isEmpty()) {
            return 0;
        }
        boolean ofAll = policy.metadata().namespace().equals(mesh.rootNamespace());
        return (ofAll ? 3 : 1) + (policy.spec().selector().isPresent() ? 0 : 1);
    }

    private FeatureReading reading(Evaluation e, GroupHttpPolicy key) {
        return e.read(tables.httpPolicies, key.policy())
                .map(policy ->
                        FeatureReader.read(
                                new FeatureContext(
                                        e,
                                        tables,
                                        services,
                                        upstreams,
                                        key.group(),
                                        key.policy(),
                                        new ArrayList<>()),
                                policy))
                .orElse(FeatureReading.NONE);
    }
}
