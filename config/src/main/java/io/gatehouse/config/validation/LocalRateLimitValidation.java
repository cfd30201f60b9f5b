// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.LocalRateLimit;
import io.gatehouse.config.gatehouse.LocalRateLimit.Limit;
import io.gatehouse.config.gatehouse.LocalRateLimit.Trait;

final class LocalRateLimitValidation {
    private LocalRateLimitValidation() {}

    static void validate(Scope scope, LocalRateLimit object) {
        if (object.limits().isEmpty()) {
            scope.field("limits").missing("at least one limit is needed");
        }
        scope.field("limits").each(object.limits(), LocalRateLimitValidation::limit);
        object.status().ifPresent(status -> Values.errorStatus(scope.field("status"), status));
    }

    private static void trait(Scope scope, Trait trait) {
        if (trait.clientAddress() == !trait.header().isEmpty()) {
            scope.invalid(
                    "found %s (expected: clientAddress: true, or a header)"
                            .formatted(trait.clientAddress() ? "both" : "neither"));
        } else if (!trait.clientAddress() && !HeaderValidation.isName(trait.header())) {
            scope.field("header")
                    .invalid(
                            "found %s, which is no name of a header"
                                    .formatted(Scope.quote(trait.header())));
        }
    }

    private static void limit(Scope scope, Limit limit) {
        limit.match()
                .ifPresent(match -> {
                    RequestConditionValidation.validate(scope.field("match"), match);
                    if (!match.clients().isEmpty()) {
                        scope.field("match")
                                .field("clients")
                                .invalid(
                                        "found some (expected: none; a limit is for requests by path and headers)");
                    }
                });
        scope.field("per").each(limit.per(), LocalRateLimitValidation::trait);
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
