// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// A WebAssembly module that speaks the ABI of proxy-wasm.
///
/// @param ofConnections whether connections pass it, not requests
/// @param entry selects one of several programs in the module; empty means the only one
/// @param configuration what it is told, as JSON; empty means nothing
/// @param environment its variables
public record WasmProgram(
        String name,
        boolean ofConnections,
        ModuleCode code,
        String entry,
        String configuration,
        ProgramEnvironment environment,
        OnFailure onFailure,
        List<String> upstreams)
        implements TrafficProgram {
    public WasmProgram {
        upstreams = List.copyOf(upstreams);
    }

    /// What becomes of traffic once the program has failed.
    public enum OnFailure {
        REFUSE,
        PASS,
        /// A new instance of the program is tried.
        RESTART
    }
}
