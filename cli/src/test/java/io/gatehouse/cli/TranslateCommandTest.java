// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class TranslateCommandTest {
    private static final String EXAMPLE = "../examples/my-app";

    @Test
    void printsEnvoysConfigurationAndTellsWhatIsMissing() throws IOException {
        CommandRun run = CommandRun.of("translate", EXAMPLE);

        Tree json = new Tree(JsonText.parse(run.out()));
        assertThat(json.at("listeners").items())
                .extracting(l -> l.at("name").text())
                .containsExactly("0.0.0.0_8080");
        assertThat(json.at("routes").items())
                .extracting(r -> r.at("name").text())
                .containsExactly("http.8080");
        assertThat(json.at("clusters").items()).hasSize(1);
        assertThat(run.err()).contains("GH0204").contains("my-tls-secret");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void portsAndAddressAreThoseOfRun() throws IOException {
        CommandRun run =
                CommandRun.of(
                        "translate", "--ports", "80=18080", "--address", "127.0.0.1", EXAMPLE);

        Tree json = new Tree(JsonText.parse(run.out()));
        assertThat(json.at("listeners").items())
                .extracting(l -> l.at("name").text())
                .containsExactly("127.0.0.1_18080");
    }

    @Test
    void wrongPortsAreWrongUse() {
        CommandRun run = CommandRun.of("translate", "--ports", "80", EXAMPLE);

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(run.err()).contains("is not SERVICE_PORT=LOCAL_PORT");
    }
}
