// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatehouseTest {
    @Test
    void helpListsTheCommands() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("validate", "get", "create", "completion", "version");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helpIsOnEveryCommand() {
        assertThat(CommandRun.of("create", "secret", "tls", "-h").out())
                .startsWith("Usage: gatehouse create secret tls ");
        assertThat(CommandRun.of("get", "--help").out()).contains("Examples:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    get, svc, --ouput=json        | unknown option "--ouput=json" for "gatehouse get"      | --output
                    get, --foo                    | unknown option "--foo" for "gatehouse get"             |
                    gte                           | unknown command "gte" for "gatehouse"                  | get
                    create, secert                | unknown command "secert" for "gatehouse create"        | secret
                    version, x                    | unexpected argument "x" for "gatehouse version"        |
                    """)
    void whatIsMisspeltIsTold(String args, String problem, String suggestion) {
        CommandRun run = CommandRun.of(args.split(", "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().findFirst()).hasValue("error: " + problem);
        if (suggestion == null) {
            assertThat(run.err()).doesNotContain("Did you mean");
        } else {
            assertThat(run.err()).contains("\nDid you mean " + suggestion + "?\n");
        }
        assertThat(run.err()).contains("See 'gatehouse").endsWith(" --help'.\n");
    }

    @Test
    void noCommandIsWrongUse() {
        assertThat(CommandRun.of())
                .isEqualTo(
                        new CommandRun(2, "", "error: name a command\nSee 'gatehouse --help'.\n"));
        assertThat(CommandRun.of("create", "secret").exitCode()).isEqualTo(2);
    }

    @Test
    void aChoiceTellsWhatIsAllowed() {
        assertThat(CommandRun.of("get", "svc", "-o", "xml").err())
                .contains("found \"xml\" (expected: table, wide, json, yaml, name)");
        assertThat(CommandRun.of("completion", "fish").err())
                .contains("found \"fish\" (expected: bash, zsh)");
    }

    @Test
    void version() {
        String text = "gatehouse \\d+\\.\\d+\\.\\d+\\S* \\(Java 25\\S*\\)\n";
        assertThat(CommandRun.of("version").out()).matches(text);
        assertThat(CommandRun.of("--version").out()).matches(text);
        assertThat(CommandRun.of("version", "-o", "json").out()).contains("\"gatehouse\": \"");
        assertThat(CommandRun.of("version", "-o", "yaml").out()).startsWith("gatehouse: ");
    }

    @Test
    void completionKnowsCommandsOptionsAndResources() {
        for (String shell : new String[] {"bash", "zsh"}) {
            CommandRun run = CommandRun.of("completion", shell);

            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .contains(shell, "complete -F", "--all-namespaces", "virtualservices");
        }
    }

    @Test
    void coloursOnATerminalOnly() {
        Map<String, String> terminal = Map.of("TERM", "xterm");
        assertThat(CommandRun.onTerminal(terminal, "--help").out()).contains("\033[");
        assertThat(CommandRun.of("--help").out()).doesNotContain("\033[");
        assertThat(CommandRun.onTerminal(terminal, "--help", "--no-color").out())
                .doesNotContain("\033[");
        assertThat(CommandRun.onTerminal(Map.of("NO_COLOR", "1"), "--help").out())
                .doesNotContain("\033[");
    }

    @Test
    void whereAFailureHappenedIsShownOnlyWhenAskedFor() {
        assertThat(CommandRun.of("validate", "/no/such").err())
                .isEqualTo("error: cannot read /no/such: no such file or directory\n");
        assertThat(CommandRun.of("validate", "/no/such", "--debug").err())
                .contains("at io.gatehouse.cli.");
    }

    @Test
    void optionsOfAllCommandsEndWithTwoDashes() {
        assertThat(CommandRun.of("validate", "--", "--debug").err())
                .isEqualTo("error: cannot read --debug: no such file or directory\n");
    }
}
