// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one proxy asks for, has and is owed of one type. Not safe for use by several threads.
final class TypeView {
    private final ResourceType type;
    private final Set<String> names = new HashSet<>();
    private final NavigableMap<String, Copy> copies = new TreeMap<>();
    private final NavigableMap<String, Owed> owed = new TreeMap<>();
    private final Deque<SortedSet<String>> retries = new ArrayDeque<>();
    private boolean asked;
    private boolean wildcard;
    private boolean unanswered;
    private boolean continued;
    private @Nullable Push inFlight;
    private long lastPush;
    private @Nullable Refusal lastRefusal;

    TypeView(ResourceType type) {
        this.type = type;
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
        return Collections.unmodifiableSet(names);
    }

    boolean subscribed(String name) {
        return wildcard || names.contains(name);
    }

    boolean continued() {
        return continued;
    }

    void recall(String name, String version) {
        continued = true;
        copies.put(name, Copy.broughtAlong(version));
    }

    /// Returns whether the proxy has this version.
    boolean recognise(VersionedResource current) {
        Copy copy = copies.get(current.name().name());
        boolean same = copy != null && copy.is(current);
        if (same) {
            copies.put(current.name().name(), Copy.of(current));
        }
        return same;
    }

    void subscribe(String name) {
        names.add(name);
    }

    void subscribeAll() {
        wildcard = true;
        unanswered = copies.isEmpty();
    }

    void unsubscribe(String name) {
        names.remove(name);
    }

    void unsubscribeAll() {
        wildcard = false;
        unanswered = false;
    }

    /// Forgets what the proxy no longer asks for: it drops that by itself.
    void prune() {
        copies.keySet().removeIf(name -> !subscribed(name));
        owed.keySet().removeIf(name -> !subscribed(name));
    }

    void prune(String name) {
        if (!subscribed(name)) {
            copies.remove(name);
            owed.remove(name);
        }
    }

    NavigableMap<String, Copy> copies() {
        return copies;
    }

    /// Whether the proxy has some version of it and is not being told to drop it.
    boolean has(String name) {
        return copies.containsKey(name) && (inFlight == null || !inFlight.removed().contains(name));
    }

    NavigableMap<String, Owed> owed() {
        return owed;
    }

    Owed owe(String name, long since) {
        return owed.computeIfAbsent(name, _ -> new Owed(since));
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
    }

    /// The response in flight, if that is its nonce; it is no longer in flight then.
    Optional<Push> answered(String nonce) {
        Optional<Push> push = inFlight().filter(sent -> sent.nonce().equals(nonce));
        if (push.isPresent()) {
            inFlight = null;
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
        for (Map.Entry<String, Owed> entry : owed.entrySet()) {
            if (!lingers(entry.getValue()) && copyNames(entry.getKey(), named)) {
                return true;
            }
        }
        return inFlight != null
                && (inFlight.resources().values().stream()
                                .anyMatch(resource -> resource.references().contains(named))
                        || inFlight.resources().keySet().stream()
                                .anyMatch(name -> copyNames(name, named))
                        || inFlight.removed().stream().anyMatch(name -> copyNames(name, named)));
    }

    /// Whether something names that resource that is left to the proxy for connections of before.
    boolean lingeringNames(ResourceName named) {
        for (Map.Entry<String, Owed> entry : owed.entrySet()) {
            if (lingers(entry.getValue()) && copyNames(entry.getKey(), named)) {
                return true;
            }
        }
        return false;
    }

    private boolean lingers(Owed of) {
        return of.standing == Owed.Standing.KEPT && !type.keptWhileUsed();
    }

    private boolean copyNames(String name, ResourceName named) {
        Copy copy = copies.get(name);
        if (copy == null) {
            return false;
        }
        VersionedResource resource = copy.resource();
        return resource == null || resource.references().contains(named);
    }

    ProxyStatus.TypeStatus status() {
        int changing = 0;
        int added = 0;
        if (inFlight != null) {
            for (Map.Entry<String, VersionedResource> sent : inFlight.resources().entrySet()) {
                if (copies.containsKey(sent.getKey())) {
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
