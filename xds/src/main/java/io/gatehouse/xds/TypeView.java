// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one proxy asks for, has and is owed of one type. Not safe for use by several threads.
final class TypeView {
    private final ResourceType type;
    private final Lingering lingering;
    private final SharedTable<Object> names = new SharedTable<>();
    private final Copies copies = new Copies();
    private final NavigableMap<String, Owed> owed = new TreeMap<>();
    private final Deque<SortedSet<String>> retries = new ArrayDeque<>();
    private long nameCharacters;
    private boolean asked;
    private boolean wildcard;
    private boolean unanswered;
    private boolean continued;
    private @Nullable Push inFlight;
    private long lastPush;
    private @Nullable Refusal lastRefusal;
    private @Nullable OutdatedNames outdated;
    private @Nullable OutdatedNames kept;

    TypeView(ResourceType type, Lingering lingering) {
        this.type = type;
        this.lingering = lingering;
    }

    ResourceType type() {
        return type;
    }

    boolean asked() {
        return asked;
    }

    void open() {
        asked = true;
    }

    boolean wildcard() {
        return wildcard;
    }

    Set<String> names() {
        return names.all().keySet();
    }

    boolean asksByName(String name) {
        return names.contains(name);
    }

    int subscriptions() {
        return names.size();
    }

    boolean subscribed(String name) {
        return wildcard || names.contains(name);
    }

    boolean continued() {
        return continued;
    }

    void recall(String name, String version) {
        continued = true;
        copies.recall(name, version);
        touch();
    }

    /// Returns whether the proxy has this version.
    boolean recognise(VersionedResource current) {
        Copy copy = copies.get(current.name().name());
        boolean same = copy != null && copy.is(current);
        if (same) {
            accept(current);
        }
        return same;
    }

    /// Of the names that the proxy asks for one by one.
    long nameCharacters() {
        return nameCharacters;
    }

    void subscribe(String name) {
        if (!names.contains(name)) {
            nameCharacters += name.length();
        }
        names.put(name, name);
    }

    void subscribeAll() {
        wildcard = true;
        unanswered = copies.size() == 0;
    }

    void unsubscribe(String name) {
        if (names.contains(name)) {
            nameCharacters -= name.length();
        }
        names.remove(name);
    }

    void unsubscribeAll() {
        wildcard = false;
        unanswered = false;
    }

    /// Forgets what the proxy no longer asks for: it drops that by itself.
    void prune() {
        copies.names().forEach(this::prune);
        List.copyOf(owed.keySet()).forEach(this::prune);
    }

    void prune(String name) {
        if (!subscribed(name)) {
            lingering.remove(new ResourceName(type, name));
            drop(name);
            settle(name);
        }
    }

    Copies copies() {
        return copies;
    }

    void accept(VersionedResource resource) {
        copies.put(resource);
        touch();
    }

    /// To be called when there is nothing to be sent. A proxy that is owed nothing has what the
    /// snapshot has, as far as it asks for it: it takes no memory if that is all.
    void share(SortedMap<String, VersionedResource> current) {
        boolean quiet = owed.isEmpty() && inFlight == null && retries.isEmpty();
        if (quiet && copies.allKnown() && copies.size() == current.size()) {
            copies.share(current);
            if (!wildcard && names.size() == current.size()) {
                names.share(current);
            }
        }
    }

    void drop(String name) {
        copies.remove(name);
        touch();
    }

    /// Whether the proxy has some version of it and is not being told to drop it.
    boolean has(String name) {
        return copies.contains(name) && (inFlight == null || !inFlight.removed().contains(name));
    }

    NavigableMap<String, Owed> owed() {
        return Collections.unmodifiableNavigableMap(owed);
    }

    Owed owe(String name, long since) {
        touch();
        lingering.remove(new ResourceName(type, name)).ifPresent(of -> owed.put(name, of));
        Owed of = owed.computeIfAbsent(name, _ -> new Owed(since));
        of.since = Math.min(of.since, since);
        return of;
    }

    void settle(String name) {
        owed.remove(name);
        touch();
    }

    /// Leaves it to the proxy until its hold is over, see [Lingering].
    void linger(String name, Owed of, Owed.Hold hold) {
        of.standing = Owed.Standing.KEPT;
        touch();
        Copy copy = copies.get(name);
        VersionedResource resource = copy == null ? null : copy.resource();
        if (resource != null) {
            owed.remove(name);
            lingering.add(resource, of, hold.untilNanos());
        }
    }

    void leave(Owed of, Owed.Standing standing) {
        of.standing = standing;
        touch();
    }

    /// The first request for everything gets an answer, even an empty one: the proxy waits for it.
    boolean unanswered() {
        return unanswered;
    }

    Optional<Push> inFlight() {
        return Optional.ofNullable(inFlight);
    }

    /// The number of the newest response of this type; 0 before the first one.
    long lastPush() {
        return lastPush;
    }

    void sent(Push push) {
        inFlight = push;
        lastPush = push.number();
        unanswered = false;
        touch();
    }

    /// The response in flight, if that is its nonce; it is no longer in flight then.
    Optional<Push> answered(String nonce) {
        Optional<Push> push = inFlight().filter(sent -> sent.nonce().equals(nonce));
        if (push.isPresent()) {
            inFlight = null;
            touch();
        }
        return push;
    }

    /// Names to be sent once more in a response of their own, before anything else of this type.
    Deque<SortedSet<String>> retries() {
        return retries;
    }

    Optional<Refusal> lastRefusal() {
        return Optional.ofNullable(lastRefusal);
    }

    void refused(Refusal refusal) {
        lastRefusal = refusal;
    }

    /// Whether something that the proxy may have in place of the current version names that
    /// resource.
    boolean outdatedNames(ResourceName named) {
        if (outdated == null) {
            OutdatedNames names = owedNames(false);
            if (inFlight != null) {
                inFlight.resources().values().forEach(names::add);
                inFlight.resources().keySet().forEach(name -> names.add(copies.get(name)));
                inFlight.removed().forEach(name -> names.add(copies.get(name)));
            }
            outdated = names;
        }
        return outdated.contains(named);
    }

    /// Whether something names that resource that is left to the proxy for connections of before,
    /// and about to be looked at again.
    boolean lingeringNames(ResourceName named) {
        if (kept == null) {
            kept = owedNames(true);
        }
        return kept.contains(named);
    }

    /// Whether a copy names that resource which the proxy goes on using because it refused another
    /// version.
    boolean refusedLeave(ResourceName named) {
        OutdatedNames names = new OutdatedNames();
        owed.forEach((name, of) -> {
            if (of.standing == Owed.Standing.REFUSED) {
                names.add(copies.get(name));
            }
        });
        return names.contains(named);
    }

    private OutdatedNames owedNames(boolean lingers) {
        OutdatedNames names = new OutdatedNames();
        owed.forEach((name, of) -> {
            if (lingers(of) == lingers) {
                names.add(copies.get(name));
            }
        });
        return names;
    }

    private void touch() {
        outdated = null;
        kept = null;
    }

    private boolean lingers(Owed of) {
        return of.standing == Owed.Standing.KEPT
                && (!type.keptWhileUsed() || type.keptWhileAskedFor());
    }

    ProxyStatus.TypeStatus status() {
        int changing = 0;
        int added = 0;
        if (inFlight != null) {
            for (Map.Entry<String, VersionedResource> sent : inFlight.resources().entrySet()) {
                if (copies.contains(sent.getKey())) {
                    changing++;
                } else {
                    added++;
                }
            }
        }
        return new ProxyStatus.TypeStatus(
                type, copies.size() + added, copies.size() - changing, lastRefusal());
    }
}
