// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.program;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.ExtensionConfigSource;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.http.lua.v3.Lua;
import io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC;
import io.envoyproxy.envoy.extensions.filters.http.wasm.v3.Wasm;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.envoy.PolicySource;
import io.gatehouse.routing.ProgramStep;
import java.util.List;

/// The filters of a chain that run programs. Their configuration is delivered by itself, under the
/// filter's name.
public final class ProgramFilters {
    private static final List<String> LUA = types(Lua.getDefaultInstance());
    private static final List<String> WASM =
            types(Wasm.getDefaultInstance(), RBAC.getDefaultInstance());
    private static final List<String> WASM_OF_CONNECTIONS =
            types(
                    io.envoyproxy.envoy.extensions.filters.network.wasm.v3.Wasm
                            .getDefaultInstance(),
                    io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC
                            .getDefaultInstance());

    private ProgramFilters() {}

    public static HttpFilter ofRequests(ProgramStep step) {
        return HttpFilter.newBuilder()
                .setName(step.program())
                .setConfigDiscovery(
                        source(
                                switch (step.kind()) {
                                    case LUA -> LUA;
                                    case WASM -> WASM;
                                }))
                .build();
    }

    public static Filter ofConnections(ProgramStep step) {
        return Filter.newBuilder()
                .setName(step.program())
                .setConfigDiscovery(source(WASM_OF_CONNECTIONS))
                .build();
    }

    private static ExtensionConfigSource source(List<String> types) {
        return PolicySource.of(types.toArray(String[]::new));
    }

    private static List<String> types(Message... messages) {
        return List.of(messages).stream().map(message -> Any.pack(message).getTypeUrl()).toList();
    }
}
