// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.program;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.gatehouse.routing.AbsentProgram;
import io.gatehouse.routing.LuaProgram;
import io.gatehouse.routing.TrafficProgram;
import io.gatehouse.routing.WasmProgram;

/// Translates a program into the configuration of the filter that runs it, a resource of its own.
public final class ProgramTranslator {
    private ProgramTranslator() {}

    public static TypedExtensionConfig translate(TrafficProgram program) {
        return TypedExtensionConfig.newBuilder()
                .setName(program.name())
                .setTypedConfig(Any.pack(config(program)))
                .build();
    }

    private static Message config(TrafficProgram program) {
        return switch (program) {
            case LuaProgram lua ->
                    Lua.newBuilder()
                            .setDefaultSourceCode(
                                    DataSource.newBuilder().setInlineString(lua.code()))
                            .build();
            case WasmProgram wasm -> WasmTranslator.translate(wasm);
            case AbsentProgram absent -> AbsentProgramTranslator.translate(absent);
        };
    }
}
