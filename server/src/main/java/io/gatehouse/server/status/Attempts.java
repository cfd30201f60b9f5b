// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.kubernetes.api.ApiFailure;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// When to ask the API server again, and what to tell of its answers: of what it does not allow or
/// accept, each message once. For one thread.
final class Attempts {
    private static final int MOST_TOLD = 1000;

    private final StatusTiming timing;
    private final Consumer<String> trouble;
    private final Set<String> told = new HashSet<>();
    private int failures;
    private long next = Long.MIN_VALUE;

    /// @param trouble told sentences for people; must not block
    Attempts(StatusTiming timing, Consumer<String> trouble) {
        this.timing = timing;
        this.trouble = trouble;
    }

    boolean mayAsk(long now) {
        return next <= now;
    }

    /// From when on it may be asked again.
    long next() {
        return next;
    }

    void succeeded(long now) {
        failures = 0;
        next = now + timing.interval().toNanos();
    }

    /// @param what could not be done, such as `write the status of Gateway a/b`
    void failed(String what, ApiFailure failure, long now) {
        switch (failure) {
            case ApiFailure.Unavailable _, ApiFailure.Conflict _, ApiFailure.Gone _ ->
                    next = now + pause();
            case ApiFailure.Forbidden(String message) -> {
                tell("may not " + what + ": " + message);
                next = now + timing.longestPause().toNanos();
            }
            case ApiFailure.Refused(int status, String message) -> {
                tell("cannot %s: %s (status %d)".formatted(what, message, status));
                succeeded(now);
            }
            case ApiFailure.NotFound _ -> succeeded(now);
        }
    }

    private long pause() {
        long longest = timing.longestPause().toNanos();
        long pause = timing.firstPause().toNanos() << Math.min(failures, 20);
        failures++;
        return Math.min(longest, pause);
    }

    private void tell(String sentence) {
        if (told.size() < MOST_TOLD && told.add(sentence)) {
            trouble.accept(sentence);
        }
    }
}
