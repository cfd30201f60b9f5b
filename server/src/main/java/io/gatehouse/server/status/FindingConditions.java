// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static io.gatehouse.server.status.ConditionType.ACCEPTED;
import static io.gatehouse.server.status.ConditionType.PROGRAMMED;
import static io.gatehouse.server.status.ConditionType.RESOLVED_REFS;

import io.gatehouse.config.FindingCode;
import java.util.Optional;

/// Which condition a finding makes false.
final class FindingConditions {
    private FindingConditions() {}

    /// Absent where it makes none false, and is told as a validation message only.
    static Optional<ConditionType> of(FindingCode code) {
        return switch (code) {
            case INVALID_YAML,
                    UNKNOWN_FIELD,
                    INVALID_VALUE,
                    MISSING_FIELD,
                    UNKNOWN_KIND,
                    DUPLICATE_OBJECT,
                    GATEWAY_WITHOUT_WORKLOAD,
                    SERVER_CONFLICT,
                    SERVER_UNSERVABLE,
                    HOST_NOT_ON_GATEWAY,
                    NOT_EXPORTED,
                    DELEGATE_UNUSED,
                    RULES_WITHOUT_SERVER,
                    HOST_CONFLICT,
                    RULE_NOT_USED,
                    POLICY_WITHOUT_GATEWAY,
                    FILTER_NOT_SELECTED,
                    PATCH_LEFT_OUT ->
                    Optional.of(ACCEPTED);
            case SECRET_MISSING,
                    SECRET_INVALID,
                    ACCESS_DENIED,
                    GATEWAY_NOT_FOUND,
                    TARGET_NOT_FOUND,
                    POLICY_SECRET_MISSING,
                    POLICY_SECRET_UNUSABLE,
                    POLICY_CLIENT_UNKNOWN,
                    POLICY_SERVICE_UNKNOWN,
                    PROVIDER_NOT_READ,
                    TEXT_NOT_FOUND,
                    HEADERS_OF_CONNECTIONS,
                    DESTINATION_NOT_FOUND,
                    DESTINATION_PORT,
                    DESTINATION_WITHOUT_NAME,
                    SUBSET_NOT_FOUND,
                    DELEGATE_NOT_FOUND,
                    NO_ENDPOINTS,
                    ENDPOINT_NOT_USABLE,
                    RULE_HOST_UNKNOWN,
                    SUBSET_EMPTY,
                    UPSTREAM_CERTIFICATE,
                    NO_KEYS,
                    KEYS_NOT_FETCHED,
                    ACCESS_PROVIDER,
                    MODULE_NOT_FETCHED,
                    PULL_SECRET,
                    TELEMETRY_PROVIDER ->
                    Optional.of(RESOLVED_REFS);
            case PORT_NOT_ON_SERVICE,
                    ADDRESS_PENDING,
                    SERVER_WITHOUT_ROUTE,
                    PORT_NOT_AVAILABLE,
                    REFUSED_BY_PROXY,
                    PATCH_REFUSED,
                    INTERNAL ->
                    Optional.of(PROGRAMMED);
            case NOT_SUPPORTED_YET,
                    NO_EFFECT,
                    SAID_ELSEWHERE,
                    DEPRECATED,
                    KIND_NOT_SERVED,
                    API_SERVER_UNAVAILABLE,
                    LAST_GOOD_UNAVAILABLE,
                    CERTIFICATE_NOT_VALID,
                    SECRET_DOUBTFUL,
                    RULE_UNREACHABLE,
                    RULE_HIDDEN,
                    DELEGATE_CONFLICT,
                    WIDER_HOST_NOT_TRIED,
                    CLAIMS_UNKNOWN,
                    CONNECTIONS_TAKEN,
                    NOTHING_RUNS,
                    STAND_IN,
                    ENDPOINTS_ADDED,
                    NOT_SELECTED,
                    EXTERNAL_NAME,
                    RULE_MERGED,
                    SERVER_NOT_VERIFIED,
                    SERVER_NAME_OPEN,
                    NEVER_EJECTED,
                    KEY_LEFT_OUT,
                    ACCESS_VALUE_UNMATCHED,
                    ACCESS_ON_CONNECTIONS,
                    ACCESS_EVADED,
                    ACCESS_CLOSED,
                    PATCH_WITHOUT_MATCH,
                    PATCH_FIELD_UNKNOWN,
                    MATCH_WITHOUT_PORT,
                    MATCH_WITHOUT_TRAFFIC,
                    TELEMETRY_HIDDEN,
                    TELEMETRY_WITHOUT_PROVIDER,
                    METRIC_NOT_KEPT,
                    FEATURE_TAKEN ->
                    Optional.empty();
        };
    }

    /// Whether an object with it is not taken as it is: its last good version is, if there is one.
    static boolean refuses(FindingCode code) {
        return switch (code) {
            case INVALID_YAML, UNKNOWN_FIELD, INVALID_VALUE, MISSING_FIELD -> true;
            default -> false;
        };
    }
}
