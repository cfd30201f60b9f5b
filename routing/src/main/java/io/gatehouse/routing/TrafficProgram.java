// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// A program of a user's that requests or connections pass. It is delivered by itself: chains name
/// it as a [ProgramStep] and nothing else.
public sealed interface TrafficProgram permits LuaProgram, WasmProgram, AbsentProgram {
    /// As its steps have it.
    String name();

    /// Those that it may call, as far as its text tells.
    List<String> upstreams();
}
