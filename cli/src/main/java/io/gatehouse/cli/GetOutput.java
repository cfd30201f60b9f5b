// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.codec.YamlText;
import java.util.Locale;

/// How objects are shown.
enum GetOutput {
    TABLE,
    WIDE,
    JSON,
    YAML,
    NAME;

    boolean isTable() {
        return this == TABLE || this == WIDE;
    }

    /// A tree as JSON or YAML.
    String text(Object tree) {
        return this == YAML ? YamlText.of(tree) : JsonText.pretty(tree);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
