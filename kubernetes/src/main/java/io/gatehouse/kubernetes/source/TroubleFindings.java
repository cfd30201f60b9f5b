// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiResource;
import java.util.Optional;

/// Words what keeps Gatehouse from reading something, and what to do about it.
final class TroubleFindings {
    private TroubleFindings() {}

    private static String owner(Kind kind) {
        return kind == Kind.HTTP_POLICY ? "Gatehouse's own" : "Istio's";
    }

    /// Of a kind that cannot be read.
    static Finding of(Kind kind, ApiFailure failure) {
        String name = ApiResource.name(kind);
        return switch (failure) {
            case ApiFailure.NotFound _ ->
                    finding(
                            FindingCode.KIND_NOT_SERVED,
                            Optional.empty(),
                            "the API server has no %s (expected: %s CustomResourceDefinitions; they may be installed at any time)"
                                    .formatted(name, owner(kind)));
            case ApiFailure.Forbidden(String message) ->
                    finding(
                            FindingCode.ACCESS_DENIED,
                            Optional.empty(),
                            "may not list and watch %s (expected: a ClusterRole of Gatehouse's service account with the verbs get, list, watch%s). The API server says: %s"
                                    .formatted(name, rule(kind), message));
            case ApiFailure.Gone _,
                    ApiFailure.Conflict _,
                    ApiFailure.Refused _,
                    ApiFailure.Unavailable _ ->
                    finding(
                            FindingCode.API_SERVER_UNAVAILABLE,
                            Optional.empty(),
                            "cannot list or watch %s: %s".formatted(name, failure.message()));
        };
    }

    /// Of a Secret or ConfigMap whose value cannot be read.
    static Finding of(ObjectKey key, ApiFailure failure) {
        return failure instanceof ApiFailure.Forbidden(String message)
                ? finding(
                        FindingCode.ACCESS_DENIED,
                        Optional.of(key),
                        "may not get it (expected: a Role or ClusterRole of Gatehouse's service account with the verb get%s). The API server says: %s"
                                .formatted(rule(key.kind()), message))
                : finding(
                        FindingCode.API_SERVER_UNAVAILABLE,
                        Optional.of(key),
                        "cannot be read: " + failure.message());
    }

    /// The rest of the rule that a role needs.
    private static String rule(Kind kind) {
        return " for resources [%s] of apiGroups [\"%s\"]".formatted(kind.plural(), kind.group());
    }

    private static Finding finding(FindingCode code, Optional<ObjectKey> object, String message) {
        return new Finding(
                code, code.severity(), object, FieldPath.ROOT, message, Optional.empty());
    }
}
