// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far the proxy has come: the newest revisions up to which it lacks nothing.
final class Progress {
    private final ProxyState state;
    private final Needs needs;
    private long synced;
    private long settled;

    Progress(ProxyState state, Needs needs) {
        this.state = state;
        this.needs = needs;
    }

    /// Everything is acknowledged.
    long synced() {
        return synced;
    }

    /// Everything is acknowledged or refused.
    long settled() {
        return settled;
    }

    void update() {
        if (askedForAll()) {
            synced = Math.max(synced, reached(false));
            settled = Math.max(settled, reached(true));
        }
    }

    private boolean askedForAll() {
        boolean any = false;
        for (TypeView view : state.types()) {
            any |= view.asked();
            if (view.type().wildcard()
                    && !view.asked()
                    && !state.snapshot().all(view.type()).isEmpty()) {
                return false;
            }
        }
        return any;
    }

    private long reached(boolean refusedIsDone) {
        long lacking = state.snapshot().revision() + 1;
        for (TypeView view : state.types()) {
            if (view.unanswered()) {
                lacking = Math.min(lacking, synced + 1);
            }
            if (view.inFlight().isPresent()) {
                lacking = Math.min(lacking, view.inFlight().get().since());
            }
            for (Owed owed : view.owed().values()) {
                if (!isDone(owed, refusedIsDone)) {
                    lacking = Math.min(lacking, owed.since);
                }
            }
        }
        for (Map.Entry<ResourceName, Long> need : needs.current().entrySet()) {
            ResourceName name = need.getKey();
            Owed owed = state.type(name.type()).owed().get(name.name());
            if (!isDone(owed, refusedIsDone)) {
                lacking = Math.min(lacking, need.getValue());
            }
        }
        return lacking - 1;
    }

    private static boolean isDone(@Nullable Owed owed, boolean refusedIsDone) {
        return owed != null
                && switch (owed.standing) {
                    case OPEN -> false;
                    case REFUSED -> refusedIsDone;
                    case KEPT -> true;
                };
    }
}
