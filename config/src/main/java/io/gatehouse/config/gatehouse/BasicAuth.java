// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

/// Who may send requests, by name and password.
///
/// @param secretName of the policy's namespace, with `htpasswd` lines of `{SHA}` passwords as
///   `.htpasswd` or `auth`
/// @param userHeader in which the user's name goes on; empty means in none
public record BasicAuth(String secretName, String userHeader) implements HttpFeature {
    @Override
    public FeatureName feature() {
        return FeatureName.BASIC_AUTH;
    }
}
