// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.Locale;

/// For people or for programs.
enum TextOutput {
    TEXT,
    JSON,
    YAML;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
