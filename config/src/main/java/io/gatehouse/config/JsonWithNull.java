// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

/// As [Json], of which whoever reads it can tell null from what is not there.
///
/// @param tree of what [Json] has, and [Null#NULL]
public record JsonWithNull(Object tree) {
    /// Stands for null.
    public enum Null {
        NULL
    }

    public JsonWithNull {
        tree = copy(tree);
    }

    private static Object copy(Object value) {
        return value == Null.NULL ? value : Json.copy(value, JsonWithNull::copy);
    }
}
