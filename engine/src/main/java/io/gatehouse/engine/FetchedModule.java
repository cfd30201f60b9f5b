// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import io.gatehouse.routing.ModuleCode;
import java.util.Optional;

/// What became of fetching from a [ModuleSource].
///
/// @param code what was fetched last; absent while there was nothing yet
/// @param problem why the last attempt failed, for the user; absent when it did not
public record FetchedModule(Optional<ModuleCode.Inline> code, Optional<String> problem) {
    /// Somebody fetches it, and the first attempt has not ended yet.
    public static final FetchedModule PENDING =
            new FetchedModule(Optional.empty(), Optional.empty());
}
