// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.ExtProc;

final class ExtProcValidation {
    private ExtProcValidation() {}

    static void validate(Scope scope, ExtProc object) {
        GlobalRateLimitValidation.service(scope.field("service"), object.service());
        object.messageTimeout()
                .ifPresent(timeout -> Values.duration(scope.field("messageTimeout"), timeout));
    }
}
