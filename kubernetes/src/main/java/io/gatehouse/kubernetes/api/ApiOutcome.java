// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.api;

import java.util.function.Function;

/// What came of a request.
public sealed interface ApiOutcome<T> {
    record Ok<T>(T value) implements ApiOutcome<T> {}

    record Failed<T>(ApiFailure failure) implements ApiOutcome<T> {}

    default <R> ApiOutcome<R> map(Function<T, R> change) {
        return switch (this) {
            case Ok<T>(T value) -> new Ok<>(change.apply(value));
            case Failed<T>(ApiFailure failure) -> new Failed<>(failure);
        };
    }
}
