// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import io.gatehouse.config.Kind;
import java.util.Optional;

/// What the API server asks, as far as it counts here.
///
/// @param uid to be given back
/// @param kind absent if it is none that Gatehouse reads
/// @param subresource empty where the object itself is written
/// @param user who writes
/// @param object as it is to be; absent when it is deleted
/// @param oldObject as it was; absent when it is new
record ReviewRequest(
        String uid,
        Optional<Kind> kind,
        String namespace,
        String subresource,
        String user,
        boolean dryRun,
        Optional<Version> object,
        Optional<Version> oldObject) {

    /// One version of the object.
    ///
    /// @param json all of it
    /// @param content what is in it besides its metadata and status
    /// @param ending whether it is being deleted already
    record Version(String json, String content, boolean ending) {}

    /// Whether the object's content is another one than it was, and will be used.
    boolean concernsContent() {
        return subresource.isEmpty()
                && object.filter(now ->
                                !now.ending
                                        && oldObject
                                                .filter(old -> old.content.equals(now.content))
                                                .isEmpty())
                        .isPresent();
    }
}
