// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;

/// Decides what one proxy is sent next, from what it asked for, what it has acknowledged and what
/// its group's newest snapshot says. Knows nothing of gRPC, waits for nothing, reads no clock. Not
/// safe for use by several threads.
final class ProxyView {
    private final ProxyState state;
    private final Needs needs;
    private final Progress progress;
    private final Planner planner;
    private final Answers answers;
    private final EndpointResend endpointResend;
    private final DiscoverySettings settings;
    private final boolean whole;
    private long pushes;

    /// `whole`: responses carry everything that the proxy is to have, not differences.
    ProxyView(Refusals refusals, String node, DiscoverySettings settings, boolean whole) {
        this.state = new ProxyState(refusals, node);
        this.needs = new Needs(state);
        this.progress = new Progress(state, needs);
        this.planner = new Planner(state, new UpdateOrder(state), settings);
        this.answers = new Answers(state, needs);
        this.endpointResend = new EndpointResend(state);
        this.settings = settings;
        this.whole = whole;
    }

    void adopt(SnapshotUpdate update) {
        boolean first = state.snapshot().revision() == 0;
        state.adopt(update.snapshot());
        if (first) {
            state.types().forEach(this::oweAll);
            return;
        }
        for (ResourceName name : update.changed()) {
            TypeView view = state.type(name.type());
            if (view.subscribed(name.name())) {
                view.owe(name.name(), update.firstRevision()).renew();
            }
            if (name.type() == ResourceType.SCOPED_ROUTE) {
                state.lingering().changed(name);
            }
            needs.changed(name, update.firstRevision());
        }
    }

    boolean asked(ResourceType type) {
        return state.type(type).asked();
    }

    boolean askedForAll(ResourceType type) {
        return state.type(type).wildcard();
    }

    /// Whether the proxy has acknowledged some version of it.
    boolean has(ResourceType type, String name) {
        return state.type(type).copies().contains(name);
    }

    /// The names that the proxy asks for one by one.
    Set<String> names(ResourceType type) {
        return state.type(type).names();
    }

    boolean asksByName(ResourceType type, String name) {
        return state.type(type).asksByName(name);
    }

    int subscriptions() {
        return state.types().stream().mapToInt(TypeView::subscriptions).sum();
    }

    /// Of all names that the proxy asks for one by one.
    long nameCharacters() {
        return state.types().stream().mapToLong(TypeView::nameCharacters).sum();
    }

    /// The first request for a type, with the versions that the proxy has from an earlier stream.
    void open(ResourceType type, Map<String, String> versions) {
        TypeView view = state.type(type);
        view.open();
        versions.forEach(view::recall);
    }

    void subscribeAll(ResourceType type) {
        TypeView view = state.type(type);
        if (!view.wildcard()) {
            view.subscribeAll();
            oweAll(view);
        }
    }

    /// Asking again for a name has it sent again.
    void subscribe(ResourceType type, String name) {
        TypeView view = state.type(type);
        view.subscribe(name);
        Copy copy = view.copies().get(name);
        boolean broughtAlong = copy != null && copy.resource() == null;
        boolean due = endpointResend.isDue(type, name);
        view.owe(name, progress.synced() + 1).resend |= due || !broughtAlong;
    }

    /// A proxy that still asks for everything cannot know whether that includes the name: it is
    /// told again, if it knows differences only.
    void unsubscribe(ResourceType type, String name) {
        TypeView view = state.type(type);
        view.unsubscribe(name);
        view.prune(name);
        if (view.wildcard() && !whole) {
            view.owe(name, progress.synced() + 1).resend = true;
        }
    }

    void unsubscribeAll(ResourceType type) {
        TypeView view = state.type(type);
        view.unsubscribeAll();
        view.prune();
    }

    /// To be called when all of a first request is told: forgets versions of what it does not ask
    /// for, recognises those that are current.
    void opened(ResourceType type) {
        TypeView view = state.type(type);
        view.prune();
        oweAll(view);
        for (String name : view.copies().names()) {
            state.snapshot()
                    .find(new ResourceName(type, name))
                    .ifPresent(current -> recognise(view, current));
        }
    }

    private void recognise(TypeView view, VersionedResource current) {
        if (view.recognise(current)) {
            needs.acknowledged(current, progress.synced() + 1);
        }
    }

    private void oweAll(TypeView view) {
        long since = progress.synced() + 1;
        if (view.wildcard()) {
            state.snapshot().all(view.type()).keySet().forEach(name -> view.owe(name, since));
        }
        view.copies().names().forEach(name -> view.owe(name, since));
    }

    /// Whether that is the newest response of this type.
    boolean isNewest(ResourceType type, String nonce) {
        long number = state.type(type).lastPush();
        return number > 0 && nonce.equals(Long.toString(number));
    }

    /// Returns false for an answer to anything but the response in flight, which means nothing.
    boolean acknowledge(ResourceType type, String nonce) {
        TypeView view = state.type(type);
        Optional<Push> answered = view.answered(nonce);
        answered.ifPresent(push -> answers.acknowledged(view, push));
        return answered.isPresent();
    }

    /// Empty for an answer to anything but the response in flight, which means nothing.
    Optional<Refusal> refuse(ResourceType type, String nonce, String detail, Instant time) {
        TypeView view = state.type(type);
        return view.answered(nonce)
                .map(push -> answers.refused(view, push, Excerpt.of(detail), time));
    }

    /// The next response, which counts as sent; empty when there is nothing to send now.
    Optional<Push> next(long nowNanos) {
        if (state.snapshot().revision() == 0) {
            return Optional.empty();
        }
        reconsider(nowNanos);
        long open;
        do {
            open = state.open();
            for (TypeView view : state.types()) {
                if (view.asked() && view.inFlight().isEmpty()) {
                    Optional<Push> push = next(view, nowNanos);
                    if (push.isPresent()) {
                        return push;
                    }
                }
            }
            // What turned out to need nothing may be what an earlier type has waited for.
        } while (state.open() < open);
        progress.update();
        state.share();
        return Optional.empty();
    }

    private void reconsider(long nowNanos) {
        List<ResourceName> due = state.lingering().due(nowNanos);
        while (!due.isEmpty()) {
            due.forEach(name -> state.type(name.type()).owe(name.name(), progress.synced() + 1));
            due = state.lingering().due(nowNanos);
        }
    }

    private Optional<Push> next(TypeView view, long now) {
        while (!view.retries().isEmpty()) {
            Draft draft = draft(view, view.retries().removeFirst(), now);
            if (!draft.isEmpty()) {
                return Optional.of(push(draft));
            }
        }
        if (view.owed().isEmpty() && !view.unanswered()) {
            return Optional.empty();
        }
        if (view.type().sentOneByOne()) {
            for (String name : List.copyOf(view.owed().keySet())) {
                Draft draft = draft(view, List.of(name), now);
                if (!draft.isEmpty()) {
                    return Optional.of(push(draft));
                }
            }
        }
        Draft draft = draft(view, List.copyOf(view.owed().keySet()), now);
        boolean nothing = draft.isEmpty() && (!view.unanswered() || draft.waiting());
        boolean incomplete = whole && view.wildcard() && view.lastPush() == 0 && draft.waiting();
        return nothing || incomplete ? Optional.empty() : Optional.of(push(draft));
    }

    private Draft draft(TypeView view, Collection<String> names, long now) {
        Draft draft = new Draft(view, needs, settings);
        draft.fill(names, planner, now);
        return draft;
    }

    private Push push(Draft draft) {
        pushes++;
        Push push = draft.push(pushes, progress.synced() + 1);
        endpointResend.sent(push);
        return push;
    }

    /// What is sent to a proxy that is told everything on every stream. Of types that it asks for
    /// by name a response tells nothing about what it lacks; of the others it must have all that
    /// the proxy is to have.
    Collection<VersionedResource> whole(Push push) {
        if (!push.type().wildcard()) {
            return push.resources().values();
        }
        SortedMap<String, VersionedResource> all = state.type(push.type()).copies().known();
        all.keySet().removeAll(push.removed());
        all.putAll(push.resources());
        return all.values();
    }

    /// When something that waits is to be looked at again, if nothing happens before.
    OptionalLong deadline(long nowNanos) {
        long wait = Long.MAX_VALUE;
        for (TypeView view : state.types()) {
            for (Owed owed : view.owed().values()) {
                if (owed.hold != null) {
                    wait = earlier(wait, owed.hold.untilNanos() - nowNanos);
                }
            }
        }
        OptionalLong end = state.lingering().firstEnd();
        if (end.isPresent()) {
            wait = earlier(wait, end.getAsLong() - nowNanos);
        }
        return wait == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(nowNanos + wait);
    }

    private static long earlier(long wait, long other) {
        return other > 0 ? Math.min(wait, other) : wait;
    }

    long synced() {
        return progress.synced();
    }

    long settled() {
        return progress.settled();
    }

    List<ProxyStatus.TypeStatus> status() {
        return state.types().stream().filter(TypeView::asked).map(TypeView::status).toList();
    }
}
