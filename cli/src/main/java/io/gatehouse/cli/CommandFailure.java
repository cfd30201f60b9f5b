// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

/// Ends a command. The message is for the user, complete as it is.
final class CommandFailure extends RuntimeException {
    private final int exitCode;

    private CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /// With a message in somebody else's words, such as the API server's.
    static CommandFailure verbatim(String message) {
        return new CommandFailure(ExitCode.FAILED, message);
    }

    static CommandFailure failed(String message) {
        return new CommandFailure(ExitCode.FAILED, "error: " + message);
    }

    static CommandFailure wrongUse(String message) {
        return new CommandFailure(ExitCode.WRONG_USE, "error: " + message);
    }

    static CommandFailure unreachable(String message) {
        return new CommandFailure(ExitCode.UNREACHABLE, "error: " + message);
    }

    int exitCode() {
        return exitCode;
    }
}
