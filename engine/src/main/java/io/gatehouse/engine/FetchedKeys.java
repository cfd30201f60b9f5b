// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import java.util.Optional;

/// What became of fetching keys from a [KeySource].
///
/// @param document what was fetched last, whatever it is; absent while there was nothing yet
/// @param problem why the last attempt failed, for the user; absent when it did not
public record FetchedKeys(Optional<String> document, Optional<String> problem) {
    /// Somebody fetches them, and the first attempt has not ended yet.
    public static final FetchedKeys PENDING = new FetchedKeys(Optional.empty(), Optional.empty());
}
