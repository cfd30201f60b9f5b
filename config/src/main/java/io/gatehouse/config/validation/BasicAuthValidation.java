// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.BasicAuth;

final class BasicAuthValidation {
    private BasicAuthValidation() {}

    static void validate(Scope scope, BasicAuth object) {
        secretName(scope.field("secretName"), object.secretName());
        forwardedHeader(scope.field("userHeader"), object.userHeader());
    }

    static void secretName(Scope scope, String name) {
        if (name.isEmpty()) {
            scope.missing("the name of a Secret is needed");
        }
    }

    /// Empty means that nothing is forwarded.
    static void forwardedHeader(Scope scope, String name) {
        if (!name.isEmpty()
                && (HeaderValidation.isAuthority(name) || !HeaderValidation.isName(name))) {
            scope.invalid(
                    "found %s (expected: the name of a header other than the host)"
                            .formatted(Scope.quote(name)));
        }
    }
}
