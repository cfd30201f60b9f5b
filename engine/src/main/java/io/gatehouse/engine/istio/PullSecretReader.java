// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.engine.RegistryLogin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads credentials as `kubectl create secret docker-registry` writes them, and the older form
/// without `auths`.
final class PullSecretReader {
    private static final String CONFIG = ".dockerconfigjson";
    private static final String OLD_CONFIG = ".dockercfg";

    private PullSecretReader() {}

    /// @param registry its host, with a port if one is asked
    static Optional<RegistryLogin> read(Secret secret, String registry) {
        Optional<Map<?, ?>> logins =
                json(secret, CONFIG)
                        .flatMap(config -> map(config.get("auths")))
                        .or(() -> json(secret, OLD_CONFIG));
        return logins.flatMap(known -> login(known, registry));
    }

    private static Optional<Map<?, ?>> json(Secret secret, String key) {
        SecretValue value = secret.data().get(key);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return map(JsonText.parse(value.bytes().utf8()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<Map<?, ?>> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }

    private static Optional<RegistryLogin> login(Map<?, ?> logins, String registry) {
        return logins.entrySet().stream()
                .filter(login -> host(login.getKey().toString()).equals(registry))
                .flatMap(login -> map(login.getValue()).stream())
                .flatMap(fields -> login(fields).stream())
                .findFirst();
    }

    /// Of a key such as `https://registry.example.com/v1/`.
    private static String host(String key) {
        String host = key.replaceFirst("^https?://", "");
        int end = host.indexOf('/');
        return end < 0 ? host : host.substring(0, end);
    }

    private static Optional<RegistryLogin> login(Map<?, ?> fields) {
        if (fields.get("username") instanceof String user
                && fields.get("password") instanceof String password) {
            return Optional.of(new RegistryLogin(user, password));
        }
        return fields.get("auth") instanceof String auth ? decode(auth) : Optional.empty();
    }

    private static Optional<RegistryLogin> decode(String auth) {
        try {
            String text = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(
                            new RegistryLogin(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
