// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.IpAccess;

final class IpAccessValidation {
    private IpAccessValidation() {}

    static void validate(Scope scope, IpAccess object) {
        if (object.allow().isEmpty() && object.deny().isEmpty()) {
            scope.missing("it must allow or deny something");
        }
        PolicyValues.each(scope.field("allow"), object.allow(), PolicyValues::addresses);
        PolicyValues.each(scope.field("deny"), object.deny(), PolicyValues::addresses);
    }
}
