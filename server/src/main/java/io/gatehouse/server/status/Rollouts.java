// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.LastChange;
import io.gatehouse.server.ObjectChanges;
import io.gatehouse.server.status.ObjectRollout.Taken;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Tells how far objects have come, whenever somebody asks. Safe for use by any thread.
///
/// Of kinds that have no status, such as Service, no proxy is known to take them or not: they are
/// live where a proxy has everything that was published with their last change.
public final class Rollouts {
    private final Served served;
    private final ObjectChanges changes;
    private final BooleanSupplier blaming;
    private final UpstreamHosts hosts;

    /// @param blaming whether it is still looked for which object is to blame for a refusal
    public Rollouts(Served served, ObjectChanges changes, BooleanSupplier blaming) {
        this.served = served;
        this.changes = changes;
        this.blaming = blaming;
        this.hosts = new UpstreamHosts(served.resources());
    }

    /// Costs what there are proxies and findings.
    public ObjectRollout of(ObjectKey key) {
        return of(List.of(key)).getFirst();
    }

    /// Costs what there are proxies for each key, and findings for all.
    public synchronized List<ObjectRollout> of(List<ObjectKey> keys) {
        Map<String, ProxyGroup> groups = served.groups().get();
        hosts.retain(groups.keySet());
        OtherReplicas others = served.others().get();
        List<Member> members = Member.all(served, others);
        boolean blamed = !blaming.getAsBoolean();
        boolean shown = members.stream().allMatch(this::shown);
        ControlPlaneState state = served.state().get();
        Map<ObjectKey, List<Finding>> errors =
                state.findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .filter(finding -> finding.object().isPresent())
                        .collect(Collectors.groupingBy(it -> it.object().orElseThrow()));
        Moment moment =
                new Moment(
                        state,
                        groups,
                        new ObjectGroups(state, groups, hosts),
                        others,
                        members,
                        new Refusals(state, groups),
                        blamed,
                        shown);
        return keys.stream()
                .map(key -> of(key, errors.getOrDefault(key, List.of()), moment))
                .toList();
    }

    /// What is the same for all objects.
    private record Moment(
            ControlPlaneState state,
            Map<String, ProxyGroup> groups,
            ObjectGroups takers,
            OtherReplicas others,
            List<Member> members,
            Refusals refusals,
            boolean blamed,
            boolean shown) {}

    private ObjectRollout of(ObjectKey key, List<Finding> errors, Moment moment) {
        OtherReplicas others = moment.others;
        List<Member> members = moment.members;
        Refusals refusals = moment.refusals;
        Optional<ConfigObject> object = moment.state.find(key);
        LastChange last = changes.of(key, object.isPresent());
        List<Member> takers = object.map(it -> takers(it, moment.takers, members)).orElse(members);
        Delivery delivery =
                new Delivery(
                        takers.stream()
                                .map(member ->
                                        new Delivery.OnProxy(
                                                member.proxy().node(),
                                                object.map(it -> state(it, last, member, refusals))
                                                        .orElseGet(() -> gone(key, last, member))))
                                .toList(),
                        others.silent(),
                        others.all(),
                        object.map(it -> Member.latency(takers, it, last.latency()))
                                .orElse(last.latency()));
        return new ObjectRollout(
                object,
                errors.stream().noneMatch(error -> FindingConditions.refuses(error.code())),
                errors,
                delivery,
                moment.blamed && takers.stream().anyMatch(m -> refused(m, object, last, refusals)),
                members.isEmpty()
                        ? Taken.NONE_CONNECTED
                        : takers.isEmpty() ? Taken.BY_NONE : Taken.BY_PROXIES,
                moment.shown
                        && !others.awaited()
                        && members.stream().allMatch(m -> isKnown(m, moment.groups, last)));
    }

    /// Whether the state, which is read later, has all that a proxy may have. Without, one could
    /// seem to have taken what it is a moment before it is told that it refused it.
    private boolean shown(Member member) {
        ReportedProxy proxy = member.proxy();
        return member.report().isPresent() || changes.shown(proxy.group()) >= proxy.newest();
    }

    /// A group of another replica's proxies is worked out here, too, before it is judged.
    private boolean isKnown(Member member, Map<String, ProxyGroup> groups, LastChange last) {
        String group = member.proxy().group();
        boolean current =
                member.report().isPresent()
                        || last.revisions().getOrDefault(group, 0L) <= member.proxy().newest();
        return current
                && groups.containsKey(group)
                && served.resources().apply(group).revision() > 0;
    }

    /// A rule or a host that no gateway uses makes no difference to any proxy, which all have it
    /// then; a Gateway or VirtualService without a proxy is not served.
    private static List<Member> takers(
            ConfigObject object, ObjectGroups groups, List<Member> members) {
        Set<String> names = groups.of(object);
        boolean served = object.kind() == Kind.GATEWAY || object.kind() == Kind.VIRTUAL_SERVICE;
        return names.isEmpty() && !served
                ? members
                : members.stream().filter(m -> names.contains(m.proxy().group())).toList();
    }

    private static Delivery.State state(
            ConfigObject object, LastChange last, Member member, Refusals refusals) {
        if (member.report().isEmpty()) {
            return member.proxy().state(object, revision(object, last), refusals);
        }
        return WrittenKinds.contain(object.kind())
                ? member.report().get().state(object, member.proxy(), refusals)
                : whole(member.proxy());
    }

    /// Whether a proxy has refused it for good: nothing is left to be sent, and what was to blame
    /// for a refusal has been taken out.
    private boolean refused(
            Member member, Optional<ConfigObject> object, LastChange last, Refusals refusals) {
        ReportedProxy proxy = member.proxy();
        return object.isPresent()
                && member.report().isEmpty()
                && proxy.settled() >= proxy.newest()
                && served.resources().apply(proxy.group()).revision() == proxy.newest()
                && state(object.get(), last, member, refusals) instanceof Delivery.State.Refused;
    }

    private static ObjectRevision revision(ConfigObject object, LastChange last) {
        return new ObjectRevision(object.metadata().generation(), last.revisions());
    }

    private static Delivery.State gone(ObjectKey key, LastChange last, Member member) {
        ReportedProxy proxy = member.proxy();
        if (member.report().isPresent()) {
            return member.report().get().has(key) ? new Delivery.State.Waiting() : whole(proxy);
        }
        long needed = new ObjectRevision(0, last.revisions()).needed(proxy.group(), proxy.newest());
        return proxy.settled() >= needed ? new Delivery.State.Live() : new Delivery.State.Waiting();
    }

    /// Of what its replica does not tell by object.
    private static Delivery.State whole(ReportedProxy proxy) {
        return proxy.settled() >= proxy.newest()
                ? new Delivery.State.Live()
                : new Delivery.State.Waiting();
    }
}
