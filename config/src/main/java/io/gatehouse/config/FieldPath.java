// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

/// Where in an object, in the notation of `kubectl explain` with list indices:
/// `spec.http[0].route[1].weight`.
public record FieldPath(String text) {
    public static final FieldPath ROOT = new FieldPath("");

    public static FieldPath of(String text) {
        return new FieldPath(text);
    }

    public FieldPath field(String name) {
        return new FieldPath(text.isEmpty() ? name : text + "." + name);
    }

    public FieldPath index(int index) {
        return new FieldPath(text + "[" + index + "]");
    }

    /// An entry of a map, such as `metadata.labels["app"]`.
    public FieldPath entry(String mapKey) {
        return new FieldPath(text + "[\"" + mapKey + "\"]");
    }

    @Override
    public String toString() {
        return text;
    }
}
