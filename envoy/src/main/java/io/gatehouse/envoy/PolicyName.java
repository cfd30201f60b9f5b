// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.gatehouse.routing.PolicyStage;

/// What the resource with a stage's policy is called, which is also what its filter is called in
/// chains: Envoy asks for a filter's configuration by the filter's name.
public final class PolicyName {
    private PolicyName() {}

    public static String of(PolicyStage stage) {
        return switch (stage) {
            case TOKENS -> "envoy.filters.http.jwt_authn";
        };
    }
}
