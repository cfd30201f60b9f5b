// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

/// Who asks a registry. Its text form does not show the password.
public record RegistryLogin(String user, String password) {
    @Override
    public String toString() {
        return user + ":***";
    }
}
