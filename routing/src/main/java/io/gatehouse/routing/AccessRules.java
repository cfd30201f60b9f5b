// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// One decision about who may do what.
///
/// @param applied absent where nothing is decided
/// @param rehearsed rules that would decide, and are only counted; absent where there are none
public record AccessRules(
        PolicyStage stage,
        Decision decision,
        Optional<List<AccessRule>> applied,
        Optional<List<AccessRule>> rehearsed)
        implements StagePolicy {
    public AccessRules {
        applied = applied.map(List::copyOf);
        rehearsed = rehearsed.map(List::copyOf);
    }

    /// What becomes of that of which a rule is true.
    public enum Decision {
        /// It is noted, and goes on.
        NOTE,
        /// It is refused.
        REFUSE,
        /// It goes on, and all else is refused.
        ADMIT
    }
}
