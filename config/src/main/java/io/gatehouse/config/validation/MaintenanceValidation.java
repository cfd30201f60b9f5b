// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.Maintenance;

final class MaintenanceValidation {
    private MaintenanceValidation() {}

    static void validate(Scope scope, Maintenance object) {
        object.status().ifPresent(status -> Values.answerStatus(scope.field("status"), status));
        HeaderValidation.plainValue(scope.field("contentType"), object.contentType());
        object.headers()
                .forEach((name, value) -> {
                    Scope at = scope.field("headers").entry(name);
                    if (!HeaderValidation.isName(name)) {
                        at.invalid(
                                "found %s, which is no name of a header"
                                        .formatted(Scope.quote(name)));
                    }
                    HeaderValidation.plainValue(at, value);
                });
        object.retryAfter()
                .filter(time -> time.toSeconds() < 1)
                .ifPresent(_ ->
                        scope.field("retryAfter")
                                .invalid("found less than a second (expected: 1s or more)"));
        scope.field("except").each(object.except(), RequestConditionValidation::validate);
    }
}
