// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.fetch.FetchAuthorities;
import io.gatehouse.server.keys.KeySettings;
import io.gatehouse.server.modules.ModuleSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How keys for tokens and Wasm modules are fetched.
final class FetchMixin {
    @Option(
            names = "--keys-from-link-local",
            description =
                    "Fetch the keys of a RequestAuthentication from link-local addresses, too (169.254.0.0/16, fe80::/10, and others where clouds keep credentials of machines).")
    private boolean linkLocal;

    @Option(
            names = "--fetch-ca",
            paramLabel = "FILE",
            description =
                    "Certificates (PEM) of authorities whose servers keys and Wasm modules are fetched from, besides those that Java trusts.")
    private @Nullable Path certificates;

    FetchSettings settings() {
        FetchAuthorities authorities =
                certificates == null ? FetchAuthorities.JAVA : read(certificates);
        return new FetchSettings(
                KeySettings.DEFAULT.withLinkLocal(linkLocal).withAuthorities(authorities),
                ModuleSettings.DEFAULT.withAuthorities(authorities));
    }

    private static FetchAuthorities read(Path file) {
        try {
            return FetchAuthorities.read(file);
        } catch (IOException | CertificateException e) {
            throw CommandFailure.wrongUse(
                    "--fetch-ca: %s cannot be read (%s): give a file of PEM certificates"
                            .formatted(file, e.getMessage()));
        }
    }
}
