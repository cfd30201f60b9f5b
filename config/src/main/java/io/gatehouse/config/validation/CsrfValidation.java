// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.Csrf;

final class CsrfValidation {
    private CsrfValidation() {}

    static void validate(Scope scope, Csrf object) {
        scope.field("additionalOrigins")
                .each(
                        object.additionalOrigins(),
                        (item, origin) -> {
                            Values.match(item, origin, false);
                            origin.exact()
                                    .or(origin::prefix)
                                    .filter(text -> text.contains("://"))
                                    .ifPresent(text ->
                                            item.invalid(
                                                    "found %s (expected: a host such as app.example.com, without scheme)"
                                                            .formatted(Scope.quote(text))));
                        });
    }
}
