// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.RequestCondition;

final class RequestConditionValidation {
    private RequestConditionValidation() {}

    static void validate(Scope scope, RequestCondition condition) {
        condition.path().ifPresent(path -> Values.match(scope.field("path"), path, false));
        condition
                .headers()
                .forEach((name, match) -> {
                    HeaderValidation.matchedName(scope.field("headers").entry(name), name);
                    Values.match(scope.field("headers").entry(name), match, false);
                });
        PolicyValues.each(scope.field("clients"), condition.clients(), PolicyValues::addresses);
        if (condition.path().isEmpty()
                && condition.headers().isEmpty()
                && condition.clients().isEmpty()) {
            scope.missing("a condition must have a path, headers or clients");
        }
    }
}
