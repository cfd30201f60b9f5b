// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One response being put together from what is owed of one type.
final class Draft {
    private final TypeView view;
    private final Needs needs;
    private final DiscoverySettings settings;
    private final SortedMap<String, VersionedResource> resources = new TreeMap<>();
    private final SortedSet<String> removed = new TreeSet<>();
    private final List<String> settled = new ArrayList<>();
    private final Set<String> disguised = new HashSet<>();
    private boolean waiting;

    Draft(TypeView view, Needs needs, DiscoverySettings settings) {
        this.view = view;
        this.needs = needs;
        this.settings = settings;
    }

    void fill(Collection<String> names, Planner planner, long nowNanos) {
        for (String name : names) {
            Owed owed = view.owed().get(name);
            if (owed != null) {
                apply(name, owed, planner.decide(view, name, owed, nowNanos), nowNanos);
            }
        }
    }

    private void apply(String name, Owed owed, Decision decision, long nowNanos) {
        switch (decision) {
            case Decision.Send(VersionedResource resource, boolean settles) -> {
                resources.put(name, resource);
                settle(name, settles);
            }
            case Decision.Remove(boolean settles) -> {
                removed.add(name);
                settle(name, settles);
            }
            case Decision.Wait(boolean removal) -> {
                waiting = true;
                hold(
                        owed,
                        removal,
                        removal ? settings.holdRemovals() : settings.holdUpdates(),
                        nowNanos);
            }
            case Decision.Linger() -> {
                view.linger(name, owed, hold(owed, true, settings.drain(), nowNanos));
            }
            case Decision.Leave(Owed.Standing standing) -> {
                owed.hold = null;
                view.leave(owed, standing);
            }
            case Decision.Recognise(VersionedResource resource) -> {
                view.recognise(resource);
                view.settle(name);
                needs.acknowledged(resource, owed.since);
            }
            case Decision.Forget() -> view.settle(name);
        }
    }

    private void settle(String name, boolean settles) {
        if (settles) {
            settled.add(name);
        }
    }

    private static Owed.Hold hold(Owed owed, boolean removal, Duration bound, long nowNanos) {
        Owed.Hold hold = owed.hold;
        if (hold == null || hold.removal() != removal) {
            hold = new Owed.Hold(removal, nowNanos + bound.toNanos());
            owed.hold = hold;
        }
        return hold;
    }

    /// Something of this type waits for other resources.
    boolean waiting() {
        return waiting;
    }

    boolean isEmpty() {
        return resources.isEmpty() && removed.isEmpty();
    }

    /// Counts as sent from here on. `since` is for a response that is empty.
    Push push(long number, long since) {
        long oldest = isEmpty() ? since : Long.MAX_VALUE;
        for (String name : resources.keySet()) {
            oldest = Math.min(oldest, sent(name));
        }
        for (String name : removed) {
            oldest = Math.min(oldest, sent(name));
        }
        settled.forEach(view::settle);
        Push push = new Push(view.type(), number, resources, removed, disguised, oldest);
        view.sent(push);
        return push;
    }

    private long sent(String name) {
        Owed owed = view.owed().get(name);
        if (owed == null) {
            throw new IllegalStateException("only what is owed is sent: " + name);
        }
        owed.resend = false;
        if (owed.disguised) {
            owed.disguised = false;
            disguised.add(name);
        }
        return owed.since;
    }
}
