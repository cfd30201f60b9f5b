// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.keys.KeySettings;
import io.gatehouse.server.modules.ModuleSettings;
import picocli.CommandLine.Option;

/// How keys for tokens are fetched.
final class KeysMixin {
    @Option(
            names = "--keys-from-link-local",
            description =
                    "Fetch the keys of a RequestAuthentication from link-local addresses, too (169.254.0.0/16, fe80::/10, and others where clouds keep credentials of machines).")
    private boolean linkLocal;

    FetchSettings settings() {
        return new FetchSettings(
                KeySettings.DEFAULT.withLinkLocal(linkLocal), ModuleSettings.DEFAULT);
    }
}
