// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.log.Palette;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The entry point of every command.
public final class Gatehouse {
    private Gatehouse() {}

    static void main(String[] args) {
        Console console = Console.ofProcess();
        int exitCode = run(console, args);
        console.flush();
        System.exit(exitCode);
    }

    /// Runs one command and returns its [ExitCode].
    static int run(Console surroundings, String... args) {
        List<String> options = Arrays.asList(args).subList(0, endOfOptions(args));
        Console console =
                options.contains(RootCommand.NO_COLOR) ? surroundings.plain() : surroundings;
        Failures failures = new Failures(console, options.contains(RootCommand.DEBUG));
        int exitCode =
                commandLine(console)
                        .setParameterExceptionHandler(failures::wrongUse)
                        .setExecutionExceptionHandler((e, _, _) -> failures.failed(e))
                        .execute(args);
        console.flush();
        return exitCode;
    }

    private static int endOfOptions(String[] args) {
        int end = Arrays.asList(args).indexOf("--");
        return end < 0 ? args.length : end;
    }

    private static CommandLine commandLine(Console console) {
        CommandLine root = RootCommand.commandLine();
        Commands.all(console).forEach(root::addSubcommand);
        Ansi ansi = console.palette() == Palette.COLOURED ? Ansi.ON : Ansi.OFF;
        choices().forEach(choice -> register(root, choice));
        return root.setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(100)
                .setUsageHelpAutoWidth(console.terminal());
    }

    private static List<Choice<?>> choices() {
        return List.of(
                new Choice<>(LogFormat.class),
                new Choice<>(TextOutput.class),
                new Choice<>(GetOutput.class),
                new Choice<>(WaitCommand.Output.class),
                new Choice<>(WaitCommand.Condition.class),
                new Choice<>(CreateSecretTlsCommand.Output.class),
                new Choice<>(CreateSecretTlsCommand.DryRun.class),
                new Choice<>(CompletionCommand.Shell.class));
    }

    private static <E extends Enum<E>> void register(CommandLine root, Choice<E> choice) {
        root.registerConverter(choice.type(), choice);
    }
}
