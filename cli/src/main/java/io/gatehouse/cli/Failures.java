// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.codec.NearestName;
import java.util.Collection;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells the user why a command ended, in one sentence each.
record Failures(Console console, boolean debug) {

    int wrongUse(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        Optional<String> unknown = unknown(e);
        String problem = unknown.map(u -> problem(u, command)).orElse(e.getMessage());
        console.err().println("error: " + problem);
        unknown.flatMap(u -> NearestName.of(withoutValue(u), candidates(u, command)))
                .ifPresent(meant -> console.err().println("Did you mean " + meant + "?"));
        console.err().println("See '" + name + " --help'.");
        return ExitCode.WRONG_USE;
    }

    /// An argument that nothing takes: of what is missing then, it is the likely reason.
    private static Optional<String> unknown(ParameterException e) {
        return switch (e) {
            case UnmatchedArgumentException unmatched ->
                    unmatched.getUnmatched().stream().findFirst();
            case MissingParameterException _ ->
                    e.getCommandLine().getUnmatchedArguments().stream().findFirst();
            default -> Optional.empty();
        };
    }

    private static String problem(String unknown, CommandLine command) {
        String what =
                isOption(unknown)
                        ? "unknown option"
                        : command.getSubcommands().isEmpty()
                                ? "unexpected argument"
                                : "unknown command";
        String name = command.getCommandSpec().qualifiedName();
        return "%s \"%s\" for \"%s\"".formatted(what, unknown, name);
    }

    private static Collection<String> candidates(String unknown, CommandLine command) {
        return isOption(unknown)
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
    }

    private static boolean isOption(String argument) {
        return argument.startsWith("-") && argument.length() > 1;
    }

    private static String withoutValue(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0 ? argument : argument.substring(0, equals);
    }

    int failed(Exception e) {
        int exitCode = ExitCode.FAILED;
        if (e instanceof CommandFailure failure) {
            console.err().println(failure.getMessage());
            exitCode = failure.exitCode();
        } else {
            String hint = debug ? "" : " (a defect, please report it; --debug shows where)";
            console.err().println("error: " + e + hint);
        }
        if (debug) {
            e.printStackTrace(console.err());
        }
        return exitCode;
    }
}
