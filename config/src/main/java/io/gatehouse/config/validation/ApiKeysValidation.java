// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.ApiKeys;
import io.gatehouse.config.gatehouse.ApiKeys.KeyPlace;
import java.util.stream.Stream;

final class ApiKeysValidation {
    private ApiKeysValidation() {}

    static void validate(Scope scope, ApiKeys object) {
        BasicAuthValidation.secretName(scope.field("secretName"), object.secretName());
        BasicAuthValidation.forwardedHeader(scope.field("clientHeader"), object.clientHeader());
        if (object.from().isEmpty()) {
            scope.field("from")
                    .missing("at least one place is needed, such as {header: x-api-key}");
        }
        scope.field("from").each(object.from(), ApiKeysValidation::place);
        Values.names(scope.field("allowedClients"), object.allowedClients());
    }

    private static void place(Scope scope, KeyPlace place) {
        long set =
                Stream.of(place.header(), place.query(), place.cookie())
                        .filter(name -> !name.isEmpty())
                        .count();
        if (set != 1) {
            scope.invalid("found %d of header, query and cookie (expected: one)".formatted(set));
        } else {
            BasicAuthValidation.forwardedHeader(scope.field("header"), place.header());
        }
    }
}
