// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.Compression;
import java.util.regex.Pattern;

final class CompressionValidation {
    /// Envoy's own bound.
    private static final int LEAST_BYTES = 30;

    private static final Pattern TYPE = Pattern.compile("[^/\\s;]+/[^/\\s;]+");

    private CompressionValidation() {}

    static void validate(Scope scope, Compression object) {
        scope.field("contentTypes")
                .each(
                        object.contentTypes(),
                        (item, type) -> {
                            if (!TYPE.matcher(type).matches()) {
                                item.invalid(
                                        "found %s (expected: a type such as text/html)"
                                                .formatted(Scope.quote(type)));
                            }
                        });
        object.minBytes()
                .filter(bytes -> bytes < LEAST_BYTES)
                .ifPresent(bytes ->
                        scope.field("minBytes")
                                .invalid(
                                        "found %d (expected: %d or more)"
                                                .formatted(bytes, LEAST_BYTES)));
    }
}
