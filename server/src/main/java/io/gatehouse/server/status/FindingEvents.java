// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.status.EventSink;
import io.gatehouse.kubernetes.status.FindingEvent;
import io.gatehouse.kubernetes.status.StatusObjects;
import io.gatehouse.kubernetes.status.StoredObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Findings as Events of the objects that they are about. The same is told once an hour at most:
/// its Event has the same name on every replica, so that the API server has it once. What
/// [#appeared] is given may come from any thread; the rest is for one.
final class FindingEvents {
    private static final Duration REPEATED_AFTER = Duration.ofHours(1);
    private static final int MOST_WAITING = 1000;
    private static final int MOST_REMEMBERED = 10_000;

    /// Of an object's name in the name of an Event, which may have 253 characters.
    private static final int LONGEST_NAME = 230;

    private final EventSink sink;
    private final StatusObjects objects;
    private final InstantSource time;
    private final Deque<Finding> waiting = new ArrayDeque<>();
    private final Map<String, Long> told =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > MOST_REMEMBERED;
                }
            };

    FindingEvents(EventSink sink, StatusObjects objects, InstantSource time) {
        this.sink = sink;
        this.objects = objects;
        this.time = time;
    }

    /// Of very many at once, the last ones.
    void appeared(Collection<Finding> findings) {
        synchronized (waiting) {
            findings.stream()
                    .filter(f -> f.severity() != Severity.INFO && f.object().isPresent())
                    .forEach(waiting::add);
            while (waiting.size() > MOST_WAITING) {
                waiting.removeFirst();
            }
        }
    }

    boolean areWaiting() {
        synchronized (waiting) {
            return !waiting.isEmpty();
        }
    }

    void forgetWaiting() {
        synchronized (waiting) {
            waiting.clear();
        }
    }

    /// Tells the next one that has not been told, if there is one.
    ///
    /// @param now as of [System#nanoTime()]
    void tellNext(StatusEvaluation evaluation, Attempts attempts, long now) {
        for (Optional<Finding> next = poll(); next.isPresent(); next = poll()) {
            ObjectKey key = next.get().object().orElseThrow();
            if (!isTold(key, next.get(), now) && isThere(evaluation, next.get())) {
                tell(next.get(), key, evaluation, attempts, now);
                return;
            }
        }
    }

    private Optional<Finding> poll() {
        synchronized (waiting) {
            return Optional.ofNullable(waiting.poll());
        }
    }

    private boolean isTold(ObjectKey key, Finding finding, long now) {
        Long last = told.get(key + " " + name(key, finding));
        return last != null && now - last < REPEATED_AFTER.toNanos();
    }

    /// It may have been resolved meanwhile.
    private static boolean isThere(StatusEvaluation evaluation, Finding finding) {
        return evaluation.findings(finding.object().orElseThrow()).contains(finding);
    }

    private void tell(
            Finding finding,
            ObjectKey key,
            StatusEvaluation evaluation,
            Attempts attempts,
            long now) {
        ApiOutcome<String> uid = uid(key, evaluation);
        if (uid instanceof ApiOutcome.Ok<String>(String known) && known.isEmpty()) {
            return;
        }
        ApiOutcome<String> outcome =
                switch (uid) {
                    case ApiOutcome.Failed<String> failed -> failed;
                    case ApiOutcome.Ok<String>(String known) ->
                            sink.create(event(finding, key, known), time.instant());
                };
        switch (outcome) {
            case ApiOutcome.Ok<String> _, ApiOutcome.Failed<String>(ApiFailure.Conflict _) -> {
                told.put(key + " " + name(key, finding), now);
                attempts.succeeded(now);
            }
            case ApiOutcome.Failed<String>(ApiFailure failure) -> {
                attempts.failed("create an Event for " + key, failure, now);
                if (failure instanceof ApiFailure.Unavailable) {
                    appeared(List.of(finding));
                }
            }
        }
    }

    /// Empty for an object that is not the API server's.
    private ApiOutcome<String> uid(ObjectKey key, StatusEvaluation evaluation) {
        Optional<ConfigObject> object = evaluation.state().find(key);
        return object.isPresent()
                ? new ApiOutcome.Ok<>(object.get().metadata().uid())
                : objects.read(key).map(StoredObject::uid);
    }

    private static FindingEvent event(Finding finding, ObjectKey key, String uid) {
        String field = finding.field().text();
        return new FindingEvent(
                key,
                name(key, finding),
                uid,
                ValidationMessage.name(finding.code()),
                "%s: %s%s"
                        .formatted(
                                finding.code().id(),
                                field.isEmpty() ? "" : field + ": ",
                                finding.message()));
    }

    private static String name(ObjectKey key, Finding finding) {
        String text =
                String.join(
                        "|",
                        key.kind().kindName(),
                        finding.code().id(),
                        finding.field().text(),
                        finding.message());
        String name = key.name().substring(0, Math.min(key.name().length(), LONGEST_NAME));
        return name + "." + digest(text);
    }

    private static String digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
