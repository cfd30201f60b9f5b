// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.gatehouse.routing.PolicyStage;

/// What the resource with a stage's policy is called, which is also what its filter is called in
/// chains: Envoy asks for a filter's configuration by the filter's name.
public final class PolicyName {
    private static final String HTTP = "envoy.filters.http.";
    private static final String NETWORK = "envoy.filters.network.";

    private PolicyName() {}

    public static String of(PolicyStage stage) {
        return switch (stage) {
            case UNCHECKABLE -> HTTP + "rbac.uncheckable";
            case CHECK_SELECTION -> HTTP + "rbac.custom";
            case CHECK -> HTTP + "ext_authz";
            case TOKENS -> HTTP + "jwt_authn";
            case ACCESS_NOTES -> HTTP + "rbac.audit";
            case ACCESS_REFUSAL -> HTTP + "rbac.deny";
            case ACCESS_ADMISSION -> HTTP + "rbac.allow";
            case CONNECTION_UNCHECKABLE -> NETWORK + "rbac.uncheckable";
            case CONNECTION_CHECK_SELECTION -> NETWORK + "rbac.custom";
            case CONNECTION_CHECK -> NETWORK + "ext_authz";
            case CONNECTION_NOTES -> NETWORK + "rbac.audit";
            case CONNECTION_REFUSAL -> NETWORK + "rbac.deny";
            case CONNECTION_ADMISSION -> NETWORK + "rbac.allow";
        };
    }
}
