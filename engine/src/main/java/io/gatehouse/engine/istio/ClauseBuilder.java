// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Puts together what must all be true, from lists of values of which one must match, and of values
/// of which none may.
///
/// @param <T> the traits of which it speaks
final class ClauseBuilder<T> {
    /// What becomes of one value.
    ///
    /// @param <T> as of the builder
    interface ValueReader<T> {
        /// @param wide whether more matches lead to more refusals
        Clause<T> read(String value, boolean wide);
    }

    private final AccessScope scope;
    private final List<Clause<T>> parts = new ArrayList<>();
    private boolean possible = true;

    ClauseBuilder(AccessScope scope) {
        this.scope = scope;
    }

    ClauseBuilder<T> add(List<String> values, List<String> notValues, ValueReader<T> reader) {
        if (!values.isEmpty()) {
            parts.add(anyOf(values, value -> reader.read(value, scope.refuses())));
        }
        if (!notValues.isEmpty()) {
            parts.add(
                    new Clause.Not<>(
                            anyOf(notValues, value -> reader.read(value, !scope.refuses()))));
        }
        return this;
    }

    /// What only HTTP has. As in Istio, a connection without can never be admitted by it, and is
    /// refused as if it were not asked for.
    ClauseBuilder<T> addOfHttp(List<String> values, List<String> notValues, ValueReader<T> reader) {
        boolean asked = !values.isEmpty() || !notValues.isEmpty();
        if (scope.ofConnections()) {
            possible &= scope.refuses() || !asked;
            return this;
        }
        return add(values, notValues, reader);
    }

    boolean possible() {
        return possible;
    }

    Clause<T> build() {
        return new Clause.AllOf<>(parts);
    }

    private static <T> Clause<T> anyOf(List<String> values, Function<String, Clause<T>> reader) {
        return new Clause.AnyOf<>(values.stream().map(reader).toList());
    }
}
