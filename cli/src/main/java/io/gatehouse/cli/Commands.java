// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.List;

/// The commands of `gatehouse`, in the order in which its help lists them.
final class Commands {
    private Commands() {}

    static List<Object> all(Console console) {
        return List.of(
                new RunCommand(console),
                new ServeCommand(console),
                new ProxyCommand(console),
                new BootstrapCommand(console),
                new ValidateCommand(console),
                new TranslateCommand(console),
                new GetCommand(console),
                new WaitCommand(console),
                CreateCommand.commandLine(console),
                new CompletionCommand(console),
                new VersionCommand(console));
    }
}
