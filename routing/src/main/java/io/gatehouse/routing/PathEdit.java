// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A change to the path before a request goes upstream; the query string stays.
public sealed interface PathEdit {
    record Keep() implements PathEdit {}

    /// The part that the rule's prefix matched, or the whole of an exact match, is replaced.
    record ReplaceMatched(String replacement) implements PathEdit {}

    /// An RE2 substitution with `\1` for groups.
    record Substitute(String pattern, String substitution) implements PathEdit {}
}
