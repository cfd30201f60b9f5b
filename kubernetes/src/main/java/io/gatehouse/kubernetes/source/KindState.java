// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.Kind;
import io.gatehouse.kubernetes.api.ApiFailure;
import java.util.Optional;

/// How the reading of one kind goes.
///
/// @param listed whether its objects have been listed at least once
/// @param recalled whether it is known how they were before the start
/// @param failure why it cannot be read at the moment
/// @param lastError of a watch or list, also if all is well since then; empty if there was none
/// @param interruptions how often a watch broke off, or could not begin
public record KindState(
        Kind kind,
        boolean listed,
        boolean recalled,
        int objects,
        Optional<ApiFailure> failure,
        String lastError,
        long interruptions) {
    static KindState initial(Kind kind) {
        return new KindState(kind, false, false, 0, Optional.empty(), "", 0);
    }

    /// Whether all that can be known of it now is known: its objects, or that there are none to be
    /// had.
    boolean settled() {
        return known()
                || failure.filter(f ->
                                f instanceof ApiFailure.NotFound
                                        || f instanceof ApiFailure.Forbidden
                                        || f instanceof ApiFailure.Refused)
                        .isPresent();
    }

    boolean known() {
        return listed || recalled;
    }

    KindState withRecalled(int count) {
        return new KindState(kind, listed, true, count, failure, lastError, interruptions);
    }

    KindState withListed(int count) {
        return new KindState(
                kind, true, recalled, count, Optional.empty(), lastError, interruptions);
    }

    KindState withObjects(int count) {
        return new KindState(kind, listed, recalled, count, failure, lastError, interruptions);
    }

    KindState following() {
        return new KindState(
                kind, listed, recalled, objects, Optional.empty(), lastError, interruptions);
    }

    KindState failed(ApiFailure why) {
        return new KindState(
                kind,
                listed,
                recalled,
                objects,
                Optional.of(why),
                why.message(),
                interruptions + 1);
    }

    KindState brokenOff(String reason) {
        return new KindState(kind, listed, recalled, objects, failure, reason, interruptions + 1);
    }
}
