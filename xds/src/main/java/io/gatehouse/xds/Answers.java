// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What follows from a proxy's answer to a response.
final class Answers {
    private final ProxyState state;
    private final Needs needs;

    Answers(ProxyState state, Needs needs) {
        this.state = state;
        this.needs = needs;
    }

    void acknowledged(TypeView view, Push push) {
        for (VersionedResource resource : push.resources().values()) {
            String name = resource.name().name();
            if (view.subscribed(name)) {
                view.accept(resource);
                state.accepted(resource);
                needs.acknowledged(resource, push.since());
            }
        }
        push.removed().forEach(view::drop);
    }

    /// Says which resources are to blame, as far as it can be told. The others may be applied or
    /// not: they are sent once more, in parts small enough to tell.
    Refusal refused(TypeView view, Push push, String detail, Instant time) {
        SortedSet<String> suspects = new TreeSet<>(push.resources().keySet());
        Collection<String> guilty =
                suspects.size() == 1 ? List.copyOf(suspects) : Blame.named(detail, suspects);
        List<Refusal.RefusedResource> resources = new ArrayList<>();
        for (VersionedResource resource : push.resources().values()) {
            if (guilty.contains(resource.name().name())) {
                remember(view, resource, push);
                resources.add(
                        new Refusal.RefusedResource(resource.legibleName(), resource.version()));
            }
        }
        Refusal refusal = new Refusal(push.type(), resources, detail, time);
        view.refused(refusal);
        if (suspects.isEmpty()) {
            push.removed().forEach(view::drop);
        } else {
            suspects.removeAll(guilty);
            suspects.addAll(push.removed());
            suspects.removeIf(name -> !view.subscribed(name));
            suspects.forEach(name -> sendAgain(view, name, push));
            retry(view, suspects, guilty.isEmpty());
        }
        return refusal;
    }

    private void sendAgain(TypeView view, String name, Push push) {
        Owed owed = view.owe(name, push.since());
        owed.resend = true;
        owed.disguised = view.type() == ResourceType.SCOPED_ROUTE;
        owed.sentBefore =
                state.snapshot()
                        .find(new ResourceName(push.type(), name))
                        .equals(Optional.ofNullable(push.resources().get(name)));
    }

    private void remember(TypeView view, VersionedResource resource, Push push) {
        String name = resource.name().name();
        Copy copy = view.copies().get(name);
        @Nullable VersionedResource accepted = copy == null ? null : copy.resource();
        state.refused(resource, accepted);
        if (view.subscribed(name)) {
            view.owe(name, push.since()).resend |= view.type().sentOneByOne();
        }
    }

    private static void retry(TypeView view, SortedSet<String> names, boolean split) {
        if (split && names.size() > 1) {
            List<String> sorted = List.copyOf(names);
            String middle = sorted.get(sorted.size() / 2);
            view.retries().addFirst(new TreeSet<>(names.tailSet(middle)));
            view.retries().addFirst(new TreeSet<>(names.headSet(middle)));
        } else if (!names.isEmpty()) {
            view.retries().addFirst(names);
        }
    }
}
