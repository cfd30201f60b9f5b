// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.ControlPlaneState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/// The status of objects as of one moment. For one thread.
final class StatusEvaluation {
    private final ControlPlaneState state;
    private final Map<ObjectKey, List<Finding>> findings;
    private final ObjectGroups groups;
    private final List<Member> members;
    private final OtherReplicas others;
    private final Refusals refusals;
    private final ChangeRevisions revisions;
    private final Served served;

    /// An object's status, and whether there is more to come by itself.
    ///
    /// @param delivered whether all proxies have it, or have answered
    record Outcome(ObjectStatus status, boolean delivered) {}

    private StatusEvaluation(
            ControlPlaneState state,
            Map<ObjectKey, List<Finding>> findings,
            Served served,
            UpstreamHosts hosts,
            ChangeRevisions revisions) {
        this.state = state;
        this.findings = findings;
        this.served = served;
        Map<String, ProxyGroup> known = served.groups().get();
        this.groups = new ObjectGroups(state, known, hosts);
        this.refusals = new Refusals(state, known);
        this.revisions = revisions;
        this.others = served.others().get();
        this.members = Member.all(served, others);
    }

    static StatusEvaluation now(Served served, UpstreamHosts hosts, ChangeRevisions revisions) {
        ControlPlaneState state = served.state().get();
        return new StatusEvaluation(state, byObject(state.findings()), served, hosts, revisions);
    }

    /// At a later moment; what has not changed is not worked out again.
    @SuppressWarnings("ReferenceEquality") // the same, not an equal one
    StatusEvaluation later(UpstreamHosts hosts) {
        ControlPlaneState now = served.state().get();
        boolean same = now == state;
        return new StatusEvaluation(
                now, same ? findings : byObject(now.findings()), served, hosts, revisions);
    }

    private static Map<ObjectKey, List<Finding>> byObject(List<Finding> findings) {
        Map<ObjectKey, List<Finding>> all = new HashMap<>();
        findings.forEach(f ->
                f.object()
                        .ifPresent(key -> all.computeIfAbsent(key, _ -> new ArrayList<>()).add(f)));
        return all;
    }

    ControlPlaneState state() {
        return state;
    }

    /// The objects that may have a status; of those that could not be read, their findings tell.
    Set<ObjectKey> written() {
        Set<ObjectKey> keys = new LinkedHashSet<>();
        WrittenKinds.ALL.forEach(kind -> state.list(kind).forEach(o -> keys.add(o.key())));
        findings.keySet().stream().filter(k -> WrittenKinds.contain(k.kind())).forEach(keys::add);
        return keys;
    }

    List<Finding> findings(ObjectKey key) {
        return findings.getOrDefault(key, List.of());
    }

    /// Absent if there is nothing to say: the object is not there, or not the API server's.
    Optional<Outcome> of(ObjectKey key) {
        Optional<ConfigObject> object = state.find(key);
        List<Finding> about = findings(key);
        boolean known =
                object.isPresent()
                        ? !object.get().metadata().uid().isEmpty()
                        : about.stream().anyMatch(f -> FindingConditions.refuses(f.code()));
        if (!known || !WrittenKinds.contain(key.kind())) {
            return Optional.empty();
        }
        Delivery delivery = object.map(this::delivery).orElse(Delivery.NOWHERE);
        boolean waiting =
                delivery.proxies().stream()
                        .anyMatch(p -> p.state() instanceof Delivery.State.Waiting);
        return Optional.of(
                new Outcome(ObjectStatus.of(key.kind(), object, about, delivery), !waiting));
    }

    private Delivery delivery(ConfigObject object) {
        SortedSet<String> takers = groups.of(object);
        ObjectRevision own = revisions.of(object);
        List<Member> taking =
                members.stream().filter(member -> takers.contains(member.proxy().group())).toList();
        return new Delivery(
                taking.stream()
                        .map(member ->
                                new Delivery.OnProxy(
                                        member.proxy().node(), state(object, own, member)))
                        .toList(),
                others.silent(),
                others.all(),
                Member.latency(taking, object, own.latency()));
    }

    private Delivery.State state(ConfigObject object, ObjectRevision own, Member member) {
        return member.report()
                .map(report -> report.state(object, member.proxy(), refusals))
                .orElseGet(() -> member.proxy().state(object, own, refusals));
    }
}
