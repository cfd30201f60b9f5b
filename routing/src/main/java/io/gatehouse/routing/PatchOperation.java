// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What a patch does.
public enum PatchOperation {
    /// Lists grow.
    MERGE,
    /// Lists are replaced.
    MERGE_REPLACING_LISTS,
    ADD,
    REMOVE,
    INSERT_BEFORE,
    INSERT_AFTER,
    INSERT_FIRST,
    REPLACE;

    public boolean merges() {
        return this == MERGE || this == MERGE_REPLACING_LISTS;
    }
}
