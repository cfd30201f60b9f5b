// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// Where a chain has a [TrafficProgram].
///
/// @param program its name
/// @param kind which decides what the program may come as
public record ProgramStep(String program, Phase phase, Kind kind) {
    /// In the order in which they are passed.
    public enum Phase {
        /// Before tokens are looked at.
        BEFORE_TOKENS,
        /// Before it is decided who is let in.
        BEFORE_ACCESS,
        /// Behind that.
        AFTER_ACCESS,
        /// Behind those of the phase before.
        LAST
    }

    public enum Kind {
        LUA,
        WASM
    }
}
