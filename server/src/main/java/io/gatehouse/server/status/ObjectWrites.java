// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.status.StatusObjects;
import io.gatehouse.kubernetes.status.StoredObject;
import io.gatehouse.server.status.StatusEvaluation.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings the status of objects to what it should be, with as few requests as possible. For one
/// thread.
final class ObjectWrites {
    private final StatusObjects objects;
    private final StatusQueue queue;
    private final Attempts attempts;
    private final StatusTiming timing;
    private final InstantSource time;
    private final Map<ObjectKey, ObjectStatus> written = new HashMap<>();
    private final Map<ObjectKey, Long> waitingSince = new HashMap<>();

    ObjectWrites(
            StatusObjects objects,
            StatusQueue queue,
            Attempts attempts,
            StatusTiming timing,
            InstantSource time) {
        this.objects = objects;
        this.queue = queue;
        this.attempts = attempts;
        this.timing = timing;
        this.time = time;
    }

    void forgetAll() {
        written.clear();
        waitingSince.clear();
    }

    /// Learns what the API server has; what is not as it should be goes into the queue. False if it
    /// must be tried again.
    boolean takeStock(StatusEvaluation evaluation, long now) {
        for (Kind kind : WrittenKinds.ALL) {
            Optional<ApiFailure> failure =
                    objects.list(kind, object -> compare(object, evaluation));
            if (failure.isPresent() && !(failure.get() instanceof ApiFailure.NotFound)) {
                attempts.failed("list " + kind.plural(), failure.get(), now);
                return false;
            }
        }
        attempts.succeeded(now);
        return true;
    }

    private void compare(StoredObject object, StatusEvaluation evaluation) {
        Optional<Outcome> outcome = evaluation.of(object.key());
        if (outcome.isPresent()) {
            ObjectStatus wanted = outcome.get().status();
            if (merged(object, wanted).equals(object.status())) {
                written.put(object.key(), wanted);
            } else {
                queue.inPassing(List.of(object.key()));
            }
        }
    }

    /// Puts into the queue what is not as it was written.
    void sweep(StatusEvaluation evaluation, Collection<ObjectKey> keys) {
        List<ObjectKey> differing = new ArrayList<>();
        for (ObjectKey key : keys) {
            Optional<ObjectStatus> wanted = evaluation.of(key).map(Outcome::status);
            if (wanted.isPresent() && !wanted.get().equals(written.get(key))) {
                differing.add(key);
            }
        }
        queue.inPassing(differing);
    }

    void attend(ObjectKey key, StatusEvaluation evaluation, long now) {
        Optional<Outcome> found = evaluation.of(key);
        if (found.isEmpty()) {
            written.remove(key);
            waitingSince.remove(key);
            return;
        }
        if (!found.get().delivered()) {
            long since = waitingSince.computeIfAbsent(key, _ -> now);
            long patience = timing.patience().toNanos();
            boolean patient = now - since < patience;
            queue.again(key, now + patience / (patient ? 8 : 2));
            if (patient) {
                return;
            }
        } else {
            waitingSince.remove(key);
        }
        ObjectStatus wanted = found.get().status();
        if (!wanted.equals(written.get(key))) {
            write(key, wanted, now);
        }
    }

    private void write(ObjectKey key, ObjectStatus wanted, long now) {
        switch (objects.read(key)) {
            case ApiOutcome.Ok<StoredObject>(StoredObject there) -> write(key, there, wanted, now);
            case ApiOutcome.Failed<StoredObject>(ApiFailure failure) ->
                    failed(key, "read " + key, wanted, failure, now);
        }
    }

    private void write(ObjectKey key, StoredObject there, ObjectStatus wanted, long now) {
        Optional<Long> observed = wanted.observedGeneration();
        if (observed.isPresent() && observed.get() != there.generation()) {
            // a newer one is on its way here, and brings this object up again
            attempts.succeeded(now);
            return;
        }
        Map<String, Object> merged = merged(there, wanted);
        if (merged.equals(there.status())) {
            written.put(key, wanted);
            attempts.succeeded(now);
            return;
        }
        switch (objects.write(there, merged)) {
            case ApiOutcome.Ok<StoredObject> _ -> {
                written.put(key, wanted);
                attempts.succeeded(now);
            }
            case ApiOutcome.Failed<StoredObject>(ApiFailure failure) ->
                    failed(key, "write the status of " + key, wanted, failure, now);
        }
    }

    private void failed(
            ObjectKey key, String what, ObjectStatus wanted, ApiFailure failure, long now) {
        attempts.failed(what, failure, now);
        switch (failure) {
            case ApiFailure.NotFound _ -> written.remove(key);
            case ApiFailure.Refused _ -> written.put(key, wanted);
            case ApiFailure.Conflict _,
                    ApiFailure.Unavailable _,
                    ApiFailure.Forbidden _,
                    ApiFailure.Gone _ ->
                    queue.again(key, attempts.next());
        }
    }

    private Map<String, Object> merged(StoredObject object, ObjectStatus wanted) {
        return StatusDocument.merge(object.status(), wanted, object.generation(), time.instant());
    }
}
