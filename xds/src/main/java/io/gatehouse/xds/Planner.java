// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Optional;

/// Decides what one proxy gets next of one name.
final class Planner {
    private final ProxyState state;
    private final UpdateOrder order;
    private final DiscoverySettings settings;

    Planner(ProxyState state, UpdateOrder order, DiscoverySettings settings) {
        this.state = state;
        this.order = order;
        this.settings = settings;
    }

    Decision decide(TypeView view, String name, Owed owed, long now) {
        ResourceName key = new ResourceName(view.type(), name);
        Optional<Copy> copy = Optional.ofNullable(view.copies().get(name));
        if (!view.subscribed(name)) {
            return new Decision.Forget();
        }
        Optional<VersionedResource> current = state.snapshot().find(key);
        if (current.isEmpty()) {
            return withdraw(view, key, copy, owed, now);
        }
        if (has(copy, current.get())) {
            return upToDate(current.get(), copy.get(), owed);
        }
        if (!state.isRefused(current.get())) {
            return offer(current.get(), copy, owed, now, true);
        }
        Optional<VersionedResource> good = state.lastGood(key);
        if (good.isPresent() && !has(copy, good.get())) {
            return offer(good.get(), copy, owed, now, false);
        }
        return insteadOfRefused(view, copy, owed);
    }

    private static Decision upToDate(VersionedResource current, Copy copy, Owed owed) {
        if (owed.resend) {
            return new Decision.Send(current, true);
        }
        return copy.resource() == null ? new Decision.Recognise(current) : new Decision.Forget();
    }

    private Decision offer(
            VersionedResource next, Optional<Copy> copy, Owed owed, long now, boolean settles) {
        if (holds(owed, false, now) && order.mustWait(next)) {
            Optional<VersionedResource> old = copy.map(Copy::resource);
            return owed.resend && old.isPresent()
                    ? new Decision.Send(old.get(), false)
                    : new Decision.Wait(false);
        }
        return new Decision.Send(next, settles);
    }

    /// A proxy that asks by name gets an answer: what it has, or that there is nothing for it.
    private static Decision insteadOfRefused(TypeView view, Optional<Copy> copy, Owed owed) {
        Optional<VersionedResource> old = copy.map(Copy::resource);
        if (owed.resend && old.isPresent()) {
            return new Decision.Send(old.get(), false);
        }
        if (owed.resend && copy.isEmpty() && !view.wildcard()) {
            return new Decision.Remove(false);
        }
        return new Decision.Leave(Owed.Standing.REFUSED);
    }

    private Decision withdraw(
            TypeView view, ResourceName key, Optional<Copy> copy, Owed owed, long now) {
        if (copy.isEmpty()) {
            return owed.resend ? missing(key) : new Decision.Forget();
        }
        if (order.outlives(copy.get()) && holds(owed, true, now)) {
            return new Decision.Linger();
        }
        if (order.isNamedInsteadOfRefused(key)) {
            return new Decision.Leave(Owed.Standing.KEPT);
        }
        boolean kept = view.type().keptWhileUsed();
        boolean stays =
                view.type().keptWhileAskedFor()
                        || ((kept || holds(owed, true, now)) && order.inUse(key));
        Optional<VersionedResource> old = copy.map(Copy::resource);
        if (!stays && holds(owed, true, now) && order.lingers(key)) {
            return new Decision.Linger();
        }
        if (!stays) {
            return new Decision.Remove(true);
        }
        if (owed.resend && old.isPresent()) {
            return new Decision.Send(old.get(), false);
        }
        return kept ? new Decision.Leave(Owed.Standing.KEPT) : new Decision.Wait(true);
    }

    /// What something names, and proxies must not do without, is on its way.
    private Decision missing(ResourceName key) {
        boolean awaited = key.type().keptWhileAskedFor() && !state.snapshot().users(key).isEmpty();
        return awaited ? new Decision.Leave(Owed.Standing.KEPT) : new Decision.Remove(true);
    }

    private boolean holds(Owed owed, boolean removal, long now) {
        if (owed.sentBefore) {
            return false;
        }
        if (owed.hold != null && owed.hold.removal() == removal) {
            return !owed.hold.over(now);
        }
        return !(removal ? settings.holdRemovals() : settings.holdUpdates()).isZero();
    }

    private static boolean has(Optional<Copy> copy, VersionedResource resource) {
        return copy.isPresent() && copy.get().is(resource);
    }
}
