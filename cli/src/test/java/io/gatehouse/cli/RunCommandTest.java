// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `run` refuses before it starts anything; that it runs, `StandaloneIT` shows.
final class RunCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    run                                                 | name a directory with YAML
                    run does-not-exist                                  | does-not-exist does not exist
                    run ../examples/my-app --ports 80=80000             | is not a port number from 1 to 65535
                    run ../examples/my-app --ports 80=1,443=1           | local port 1 is there twice
                    run ../examples/my-app --address example            | found no IP address
                    run ../examples/my-app --admin here:there           | expected: ADDRESS:PORT
                    run ../examples/my-app --log-format xml             | xml
                    """)
    void wrongUseIsOneSentence(String command, String sentence) {
        CommandRun run = CommandRun.of(command.split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_USE);
        assertThat(run.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }
}
