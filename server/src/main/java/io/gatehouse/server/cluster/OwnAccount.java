// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.kubernetes.TokenVerdict;
import io.gatehouse.xds.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/// The control plane's own service account, by which its replicas know each other. Safe for use by
/// several threads.
final class OwnAccount {
    private final Path file;
    private final Function<String, TokenVerdict> tokens;
    private volatile Optional<TokenVerdict.Accepted> own = Optional.empty();

    /// @param file with a token of this replica, for the audience that proxies' tokens have, too
    /// @param tokens says whose a token is
    OwnAccount(Path file, Function<String, TokenVerdict> tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    /// As it is now: a kubelet replaces it.
    String token() throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IOException("no token of the control plane's service account at " + file, e);
        }
    }

    /// Why the caller is not another replica, if it is not.
    Optional<String> objection(Caller caller) {
        if (caller.token().isEmpty()) {
            return Optional.of("no token (expected: the one of the control plane)");
        }
        try {
            return own().equals(tokens.apply(caller.token().get()))
                    ? Optional.empty()
                    : Optional.of("the token is not the control plane's");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private TokenVerdict.Accepted own() throws IOException {
        if (own.isEmpty()) {
            own =
                    switch (tokens.apply(token())) {
                        case TokenVerdict.Accepted accepted -> Optional.of(accepted);
                        case TokenVerdict.Rejected(String why) ->
                                throw new IOException("this replica's own token: " + why);
                    };
        }
        return own.orElseThrow();
    }
}
