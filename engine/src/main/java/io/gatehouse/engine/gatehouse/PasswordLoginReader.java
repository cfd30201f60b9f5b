// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.config.gatehouse.BasicAuth;
import io.gatehouse.routing.PasswordLogin;
import java.util.Base64;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads `htpasswd` lines. What cannot be used lets nobody in, and is told by its line, never by
/// what stands there.
final class PasswordLoginReader {
    private static final String SHA = "{SHA}";
    private static final int SHA_BYTES = 20;

    private final FeatureContext context;
    private final BasicAuth auth;
    private final SortedMap<String, String> users = new TreeMap<>();

    private PasswordLoginReader(FeatureContext context, BasicAuth auth) {
        this.context = context;
        this.auth = auth;
    }

    static PasswordLogin read(FeatureContext context, BasicAuth auth) {
        PasswordLoginReader reader = new PasswordLoginReader(context, auth);
        context.secret(auth.feature(), auth.secretName()).ifPresent(reader::read);
        return new PasswordLogin(reader.users, auth.userHeader());
    }

    private void read(SortedMap<String, SecretValue> data) {
        Optional<SecretValue> lines =
                Stream.of(".htpasswd", "auth")
                        .flatMap(key -> Optional.ofNullable(data.get(key)).stream())
                        .findFirst();
        if (lines.isEmpty()) {
            unusable(
                    "it has the entries %s (expected: .htpasswd or auth)".formatted(data.keySet()));
            return;
        }
        String[] all = lines.get().bytes().utf8().split("\\R", -1);
        for (int i = 0; i < all.length; i++) {
            String line = all[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(i + 1, line);
            }
        }
    }

    private void read(int number, String line) {
        int colon = line.indexOf(':');
        String user = line.substring(0, Math.max(colon, 0));
        String password = line.substring(colon + 1);
        if (user.isEmpty()) {
            unusable("line %d has no name before a colon".formatted(number));
        } else if (!isSha(password)) {
            unusable(
                    "line %d has no password of the form {SHA}… (make it with: htpasswd -s)"
                            .formatted(number));
        } else if (users.putIfAbsent(user, password.substring(SHA.length())) != null) {
            unusable("line %d has a name that a line before has".formatted(number));
        }
    }

    private static boolean isSha(String password) {
        try {
            return password.startsWith(SHA)
                    && password.length() == SHA.length() + 4 * ((SHA_BYTES + 2) / 3)
                    && Base64.getDecoder().decode(password.substring(SHA.length())).length
                            == SHA_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private void unusable(String why) {
        context.tell(
                FindingCode.POLICY_SECRET_UNUSABLE,
                auth.feature(),
                "secretName",
                "Secret %s: %s".formatted(auth.secretName(), why));
    }
}
