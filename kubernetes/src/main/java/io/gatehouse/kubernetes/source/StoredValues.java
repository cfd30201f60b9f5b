// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.ToldState;
import io.gatehouse.config.codec.ApiObject;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Secrets and ConfigMaps: of all of them the names, of those that are needed what they hold. Not
/// thread-safe.
final class StoredValues {
    private final ValueFetch fetch;
    private final ObjectTable table;
    private final Predicate<ObjectKey> needed;
    private final Backoff backoff;

    /// By key, the version that there is, and the one that was fetched.
    private final Map<Kind, Map<ObjectKey, String>> present = new EnumMap<>(Kind.class);

    private final Map<ObjectKey, String> fetched = new HashMap<>();
    private final SortedSet<ObjectKey> touched = new TreeSet<>();
    private final SortedMap<ObjectKey, ApiFailure> failures = new TreeMap<>();
    private final Set<ObjectKey> toldFailures = new TreeSet<>();
    private final ToldState told = new ToldState();
    private long retryAt;

    /// @param table takes what is fetched
    StoredValues(
            ValueFetch fetch, ObjectTable table, Predicate<ObjectKey> needed, WatchTiming timing) {
        this.fetch = fetch;
        this.table = table;
        this.needed = needed;
        this.backoff = new Backoff(timing.firstPause(), timing.longestPause());
    }

    void replace(Kind kind, List<ApiObject> objects) {
        Set<ObjectKey> now = objects.stream().map(ApiObject::key).collect(Collectors.toSet());
        List<ObjectKey> gone =
                present(kind).keySet().stream().filter(key -> !now.contains(key)).toList();
        gone.forEach(this::remove);
        objects.forEach(this::put);
    }

    void put(ApiObject object) {
        ObjectKey key = object.key();
        String before = present(key.kind()).put(key, object.resourceVersion());
        if (!object.resourceVersion().equals(before)) {
            touch(key);
        }
    }

    void remove(ObjectKey key) {
        present(key.kind()).remove(key);
        touch(key);
    }

    int size(Kind kind) {
        return present(kind).size();
    }

    private Map<ObjectKey, String> present(Kind kind) {
        return present.computeIfAbsent(kind, _ -> new HashMap<>());
    }

    /// What is needed may have changed for this one.
    void touch(ObjectKey key) {
        touched.add(key);
    }

    /// Fetches what is needed and lets go of what is not. Waits for all answers.
    void update() {
        if (isRetryDue()) {
            touched.addAll(failures.keySet());
        }
        SortedSet<ObjectKey> missing = new TreeSet<>();
        for (ObjectKey key : touched) {
            String version = present(key.kind()).get(key);
            if (version == null || !needed.test(key)) {
                failures.remove(key);
                if (fetched.remove(key) != null) {
                    table.remove(key);
                }
            } else if (!version.equals(fetched.get(key))) {
                missing.add(key);
            }
        }
        touched.clear();
        if (!missing.isEmpty()) {
            fetch.all(missing).forEach(this::take);
            scheduleRetry();
        }
    }

    private void take(ObjectKey key, ApiOutcome<ApiObject> outcome) {
        switch (outcome) {
            case ApiOutcome.Ok<ApiObject>(ApiObject object) -> {
                failures.remove(key);
                fetched.put(key, object.resourceVersion());
                table.put(object);
            }
            // its removal is on its way
            case ApiOutcome.Failed<ApiObject>(ApiFailure.NotFound _) -> failures.remove(key);
            case ApiOutcome.Failed<ApiObject>(ApiFailure failure) -> failures.put(key, failure);
        }
    }

    private void scheduleRetry() {
        if (failures.isEmpty()) {
            backoff.reset();
        } else {
            retryAt = System.nanoTime() + backoff.next().toNanos();
        }
    }

    private boolean isRetryDue() {
        return !failures.isEmpty() && System.nanoTime() - retryAt >= 0;
    }

    /// Whether something that is needed could be there soon.
    boolean incomplete() {
        return failures.values().stream().anyMatch(ApiFailure.Unavailable.class::isInstance);
    }

    /// What is to be told since the last time about what cannot be fetched.
    List<ConfigEvent> drainFindings() {
        toldFailures.addAll(failures.keySet());
        List<ConfigEvent> events = new ArrayList<>();
        for (ObjectKey key : toldFailures) {
            List<Finding> now =
                    Optional.ofNullable(failures.get(key)).stream()
                            .map(failure -> TroubleFindings.of(key, failure))
                            .toList();
            told.findings(Origins.ofFetching(key), now).ifPresent(events::add);
        }
        toldFailures.retainAll(failures.keySet());
        return events;
    }

    /// How long until something is to be fetched again.
    Optional<Duration> retryIn() {
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, retryAt - System.nanoTime())));
    }
}
