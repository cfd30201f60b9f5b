// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.kubernetes.TokenVerdict;
import io.gatehouse.xds.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnAccountTest {
    private static final Map<String, TokenVerdict> TOKENS =
            Map.of(
                    "own", new TokenVerdict.Accepted("istio-system", "gatehouse"),
                    "later", new TokenVerdict.Accepted("istio-system", "gatehouse"),
                    "gateway", new TokenVerdict.Accepted("istio-system", "istio-ingressgateway"),
                    "namesake", new TokenVerdict.Accepted("shop", "gatehouse"),
                    "old", new TokenVerdict.Rejected("the token has expired"));

    @TempDir private Path directory;
    private Path file;
    private OwnAccount account;

    @BeforeEach
    void mount() throws IOException {
        file = Files.writeString(directory.resolve("token"), "own\n");
        account =
                new OwnAccount(file, token -> Optional.ofNullable(TOKENS.get(token)).orElseThrow());
    }

    private Optional<String> objection(String token) {
        return account.objection(new Caller(Optional.of(token), List.of()));
    }

    @Test
    void replicasOfTheSameAccountAreLetIn() {
        assertThat(objection("own")).isEmpty();
        assertThat(objection("later")).isEmpty();
    }

    @Test
    void nobodyElseIs() {
        assertThat(objection("gateway")).isPresent();
        assertThat(objection("namesake")).isPresent();
        assertThat(objection("old")).isPresent();
        assertThat(account.objection(new Caller(Optional.empty(), List.of()))).isPresent();
    }

    @Test
    void aReplacedTokenIsShown() throws IOException {
        assertThat(account.token()).isEqualTo("own");
        Files.writeString(file, "later");

        assertThat(account.token()).isEqualTo("later");
    }

    @Test
    void whoHasNoTokenLetsNobodyIn() throws IOException {
        Files.delete(file);

        assertThat(objection("own")).get().asString().contains("no token", file.toString());
    }
}
