// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gatehouse create`, and `create secret`: they only lead to what can be created.
@Command(
        name = "create",
        description = "Create an object as a file, as kubectl would in a cluster.",
        synopsisSubcommandLabel = "COMMAND")
final class CreateCommand implements Runnable {
    @Command(name = "secret", description = "Create a Secret.", synopsisSubcommandLabel = "COMMAND")
    private static final class SecretCommand implements Runnable {
        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public void run() {
            throw new ParameterException(spec.commandLine(), "name the type of secret: tls");
        }
    }

    @Spec private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine(Console console) {
        return new CommandLine(new CreateCommand())
                .addSubcommand(
                        new CommandLine(new SecretCommand())
                                .addSubcommand(new CreateSecretTlsCommand(console)));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name what to create: secret");
    }
}
