// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A condition on a text, such as the value of a header or query parameter.
public sealed interface ValueMatch {
    record Exact(String value) implements ValueMatch {}

    record StartsWith(String prefix) implements ValueMatch {}

    record EndsWith(String suffix) implements ValueMatch {}

    /// An RE2 expression that must match the whole value.
    record Regex(String pattern) implements ValueMatch {}

    /// Present, with any value.
    record Present() implements ValueMatch {}
}
