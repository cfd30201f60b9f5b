// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.TlsSecret;
import java.util.List;

/// A Secret that says it is a certificate must be one that Envoy takes; so a broken update leaves
/// the last good one in use.
final class SecretValidation {
    private SecretValidation() {}

    static List<Finding> validate(Secret secret) {
        if (!secret.type().equals(Secret.TLS_TYPE)) {
            return List.of();
        }
        return switch (TlsSecret.of(secret)) {
            case TlsSecret.Usable _ -> List.of();
            case TlsSecret.Unusable(String why) ->
                    List.of(
                            Finding.of(
                                    FindingCode.INVALID_VALUE,
                                    secret.key(),
                                    FieldPath.of("data"),
                                    why));
        };
    }
}
