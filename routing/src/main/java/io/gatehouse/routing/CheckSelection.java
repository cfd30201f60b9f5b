// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// What an [ExternalCheck] is for: whatever one of the rules is true of.
public record CheckSelection(PolicyStage stage, List<AccessRule> rules) implements StagePolicy {
    public CheckSelection {
        rules = List.copyOf(rules);
    }
}
