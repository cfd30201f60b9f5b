// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.Json;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// A field that holds a mapping written out in JSON, as `accessLogFormat` of the mesh does.
public final class JsonMapping {
    private JsonMapping() {}

    /// Empty where the text is no such mapping.
    public static Optional<Json> read(String text) {
        try {
            return JsonText.parse(text) instanceof Map<?, ?> map
                    ? Optional.of(new Json(map))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
