// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.codec.ApiObject;
import io.gatehouse.kubernetes.api.ApiFailure;

/// One line of a watch.
sealed interface WatchEvent {
    /// New or changed.
    record Put(ApiObject object) implements WatchEvent {}

    record Removed(ApiObject object) implements WatchEvent {}

    /// Nothing has happened up to that version.
    record Bookmark(String resourceVersion) implements WatchEvent {}

    record Failed(ApiFailure failure) implements WatchEvent {}
}
