// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.access;

import io.gatehouse.routing.AccessRules.Decision;

/// Where a filter with rules that are only counted notes what they would have done, by the names of
/// Istio's statistics.
public final class Rehearsal {
    public static final String FILTER = "envoy.filters.http.rbac";

    private Rehearsal() {}

    static String prefix(Decision decision) {
        return switch (decision) {
            case NOTE -> "";
            case REFUSE -> "istio_dry_run_deny_";
            case ADMIT -> "istio_dry_run_allow_";
        };
    }

    /// @param result whether it is allowed or denied, and not by which rule
    public static String key(Decision decision, boolean result) {
        return prefix(decision) + (result ? "shadow_engine_result" : "shadow_effective_policy_id");
    }
}
