// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// Kinds and objects by the names that paths have for them.
final class AdminKinds {
    private AdminKinds() {}

    static Optional<Kind> kind(String plural) {
        return Arrays.stream(Kind.values()).filter(k -> k.plural().equals(plural)).findFirst();
    }

    static AdminResponse unknown(String plural) {
        return AdminResponse.error(
                404,
                "no kind \"" + plural + "\"",
                Arrays.stream(Kind.values()).map(Kind::plural).toList());
    }

    /// The answer about one object, if there may be such a one.
    static AdminResponse object(
            String plural,
            String namespace,
            String name,
            Function<ObjectKey, AdminResponse> answer) {
        Optional<Kind> kind = kind(plural);
        if (kind.isEmpty()) {
            return unknown(plural);
        }
        if (kind.get().namespaced() && namespace.isEmpty()) {
            return AdminResponse.error(400, "an object of " + plural + " needs ?namespace=");
        }
        String place = kind.get().namespaced() ? namespace : "";
        return answer.apply(new ObjectKey(kind.get(), place, name));
    }
}
