// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// Traits, put together by and, or and not.
public sealed interface Clause<T> {
    /// What has that trait.
    record Trait<T>(T trait) implements Clause<T> {}

    /// What all parts are true of; everything, if there are none.
    record AllOf<T>(List<Clause<T>> parts) implements Clause<T> {
        public AllOf {
            parts = List.copyOf(parts);
        }
    }

    /// What one of the parts is true of; nothing, if there are none.
    record AnyOf<T>(List<Clause<T>> parts) implements Clause<T> {
        public AnyOf {
            parts = List.copyOf(parts);
        }
    }

    record Not<T>(Clause<T> part) implements Clause<T> {}

    static <T> Clause<T> everything() {
        return new AllOf<>(List.of());
    }

    static <T> Clause<T> nothing() {
        return new AnyOf<>(List.of());
    }
}
