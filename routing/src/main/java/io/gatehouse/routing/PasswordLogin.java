// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Only users who know their password are let in. `toString` shows nothing of passwords.
///
/// @param users by name, the base64 of the SHA-1 of the password; without any, nobody is let in
/// @param userHeader in which the name goes on; empty means in none
public record PasswordLogin(SortedMap<String, String> users, String userHeader)
        implements PolicyFeature {
    public PasswordLogin {
        users = Collections.unmodifiableSortedMap(new TreeMap<>(users));
    }

    @Override
    public String toString() {
        return "PasswordLogin[" + users.keySet() + "]";
    }
}
