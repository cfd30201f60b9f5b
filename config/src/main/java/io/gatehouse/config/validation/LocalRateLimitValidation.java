// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.LocalRateLimit;
import io.gatehouse.config.gatehouse.LocalRateLimit.Limit;

final class LocalRateLimitValidation {
    private LocalRateLimitValidation() {}

    static void validate(Scope scope, LocalRateLimit object) {
        if (object.limits().isEmpty()) {
            scope.field("limits").missing("at least one limit is needed");
        }
        scope.field("limits").each(object.limits(), LocalRateLimitValidation::limit);
        object.status().ifPresent(status -> Values.errorStatus(scope.field("status"), status));
    }

    private static void limit(Scope scope, Limit limit) {
        if (limit.requests() < 1) {
            scope.field("requests")
                    .invalid("found %d (expected: 1 or more)".formatted(limit.requests()));
        }
        limit.burst()
                .filter(burst -> burst < limit.requests())
                .ifPresent(burst ->
                        scope.field("burst")
                                .invalid(
                                        "found %d (expected: at least requests, %d)"
                                                .formatted(burst, limit.requests())));
    }
}
