// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

/// What `gatehouse` tells its caller, for scripts to rely on.
final class ExitCode {
    static final int OK = 0;

    /// Findings of severity error, or what was asked for is not there or did not work.
    static final int FAILED = 1;

    static final int WRONG_USE = 2;

    /// Something that is needed could not be reached.
    static final int UNREACHABLE = 3;

    private ExitCode() {}
}
