// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A tag of every span.
public record SpanTag(String name, Value value) {
    public sealed interface Value {}

    public record Literal(String text) implements Value {}

    /// @param fallback empty means no tag where there is no such variable
    public record OfVariable(String variable, String fallback) implements Value {}

    /// @param fallback empty means no tag where there is no such header
    public record OfHeader(String header, String fallback) implements Value {}

    /// As a line of a log.
    public record Formatted(LogLayout.Line line) implements Value {}

    /// Which rule of policies that only are rehearsed a request met.
    public record OfRehearsal(AccessRules.Decision decision, boolean result) implements Value {}
}
