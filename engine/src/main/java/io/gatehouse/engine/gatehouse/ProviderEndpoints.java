// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.util.Map;

/// Where an OpenID provider is asked, as its configuration says (OpenID Connect Discovery 1.0,
/// section 3).
sealed interface ProviderEndpoints {
    /// @param endSession may be empty
    record Known(String authorization, String token, String endSession)
            implements ProviderEndpoints {}

    /// @param why for the user
    record Unknown(String why) implements ProviderEndpoints {}

    static ProviderEndpoints read(String issuer, String document) {
        try {
            if (JsonText.parse(document) instanceof Map<?, ?> fields) {
                String said = text(fields, "issuer");
                if (!withoutSlash(said).equals(withoutSlash(issuer))) {
                    return new Unknown(
                            "the configuration of %s is for the issuer \"%s\""
                                    .formatted(issuer, said));
                }
                String authorization = text(fields, "authorization_endpoint");
                String token = text(fields, "token_endpoint");
                return authorization.isEmpty() || token.isEmpty()
                        ? new Unknown(
                                "the configuration of %s has no authorization_endpoint or no token_endpoint"
                                        .formatted(issuer))
                        : new Known(authorization, token, text(fields, "end_session_endpoint"));
            }
        } catch (IOException _) {
            // Said below.
        }
        return new Unknown("the configuration of %s is no JSON object".formatted(issuer));
    }

    private static String text(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
}
