// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `gatehouse` without a command, and the options of all commands. What they mean is seen to before
/// the command line is read, so that it holds for what is wrong with the command line, too.
@Command(
        name = "gatehouse",
        header = "Gateways by Istio's API: configures Envoy from YAML.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = VersionCommand.Provider.class,
        footer = {
            "",
            "Exit codes: 0 all is well, 1 findings of severity error or not found, 2 wrong use,",
            "3 something could not be reached.",
            "",
            "Examples:",
            "  gatehouse run examples/my-app --dev",
            "  gatehouse validate examples/",
            "  gatehouse get svc -n istio-system",
            "  gatehouse COMMAND --help"
        })
final class RootCommand implements Runnable {
    static final String NO_COLOR = "--no-color";
    static final String DEBUG = "--debug";

    @Spec private CommandSpec spec = CommandSpec.create();

    static CommandLine commandLine() {
        CommandLine root = new CommandLine(new RootCommand());
        root.getCommandSpec()
                .addOption(forAll("Show this help.", "-h", "--help").usageHelp(true).build())
                .addOption(
                        forAll("No colours; so does the environment variable NO_COLOR.", NO_COLOR)
                                .build())
                .addOption(
                        forAll("Show where in the program an unexpected failure happened.", DEBUG)
                                .build())
                .addOption(
                        OptionSpec.builder("--version")
                                .versionHelp(true)
                                .description("Show the version.")
                                .build());
        return root;
    }

    private static OptionSpec.Builder forAll(String description, String... names) {
        return OptionSpec.builder(names)
                .type(boolean.class)
                .scopeType(ScopeType.INHERIT)
                .description(description);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name a command");
    }
}
