// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.keys.KeyAuthorities;
import io.gatehouse.server.keys.KeySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How keys for tokens are fetched.
final class KeysMixin {
    @Option(
            names = "--keys-from-link-local",
            description =
                    "Fetch the keys of a RequestAuthentication from link-local addresses, too (169.254.0.0/16, fe80::/10, and others where clouds keep credentials of machines).")
    private boolean linkLocal;

    @Option(
            names = "--keys-ca",
            paramLabel = "FILE",
            description =
                    "Certificates (PEM) of authorities whose servers keys are fetched from, besides those that Java trusts.")
    private @Nullable Path authorities;

    KeySettings settings() {
        KeySettings settings = KeySettings.DEFAULT.withLinkLocal(linkLocal);
        return authorities == null ? settings : settings.withAuthorities(read(authorities));
    }

    private static KeyAuthorities read(Path file) {
        try {
            return KeyAuthorities.read(file);
        } catch (IOException | CertificateException e) {
            throw CommandFailure.wrongUse(
                    "--keys-ca: %s cannot be read (%s): give a file of PEM certificates"
                            .formatted(file, e.getMessage()));
        }
    }
}
