// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import java.util.regex.Pattern;

/// The statuses that Envoy has names for. Filters that are told of an answer by its status refuse
/// all others.
final class KnownStatus {
    private static final Pattern KNOWN =
            Pattern.compile(
                    "100|20[0-8]|226|30[0-578]|40[0-9]|41[0-7]|42[1-46]|428|429|431|50[0-8]|510|511");
    private static final int FIRST_ERROR = 400;

    private KnownStatus() {}

    static boolean is(String text) {
        return KNOWN.matcher(text).matches();
    }

    static boolean isError(int status) {
        return status >= FIRST_ERROR && is(String.valueOf(status));
    }
}
