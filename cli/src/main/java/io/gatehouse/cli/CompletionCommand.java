// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `gatehouse completion`.
@Command(
        name = "completion",
        description = "Print a script that completes commands and options in your shell.",
        footer = {
            "",
            "Examples:",
            "  source <(gatehouse completion bash)           # this shell; also in ~/.bashrc",
            "  gatehouse completion zsh >~/.gatehouse.zsh    # then, in ~/.zshrc: source ~/.gatehouse.zsh"
        })
final class CompletionCommand implements Runnable {
    /// A shell whose scripts can be made; zsh reads bash's.
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Console console;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private Shell shell = Shell.BASH;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        console.out().println("# Completion of gatehouse for " + shell + ".");
        console.out().print(AutoComplete.bash("gatehouse", spec.root().commandLine()));
    }
}
