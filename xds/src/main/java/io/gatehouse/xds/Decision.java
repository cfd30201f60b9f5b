// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

/// What to do about one name that is owed.
sealed interface Decision {
    /// `settles`: nothing is owed any more once this is sent.
    record Send(VersionedResource resource, boolean settles) implements Decision {}

    record Remove(boolean settles) implements Decision {}

    record Wait(boolean removal) implements Decision {}

    /// Removed later, and nothing waits for it.
    record Linger() implements Decision {}

    record Leave(Owed.Standing standing) implements Decision {}

    /// The proxy brought along the current version.
    record Recognise(VersionedResource resource) implements Decision {}

    record Forget() implements Decision {}
}
