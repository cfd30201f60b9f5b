// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.program;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import io.envoyproxy.envoy.config.core.v3.AsyncDataSource;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.filters.http.wasm.v3.Wasm;
import io.envoyproxy.envoy.extensions.wasm.v3.EnvironmentVariables;
import io.envoyproxy.envoy.extensions.wasm.v3.FailurePolicy;
import io.envoyproxy.envoy.extensions.wasm.v3.PluginConfig;
import io.envoyproxy.envoy.extensions.wasm.v3.VmConfig;
import io.gatehouse.routing.ModuleCode;
import io.gatehouse.routing.WasmProgram;

/// A module with its code, so that a proxy has all of it at once and fetches nothing itself
/// (docs/adr/0019).
final class WasmTranslator {
    private static final String RUNTIME = "envoy.wasm.runtime.v8";

    private WasmTranslator() {}

    static Message translate(WasmProgram program) {
        PluginConfig config = plugin(program);
        return program.ofConnections()
                ? io.envoyproxy.envoy.extensions.filters.network.wasm.v3.Wasm.newBuilder()
                        .setConfig(config)
                        .build()
                : Wasm.newBuilder().setConfig(config).build();
    }

    private static PluginConfig plugin(WasmProgram program) {
        PluginConfig.Builder plugin =
                PluginConfig.newBuilder()
                        .setName(program.name())
                        .setRootId(program.entry())
                        .setVmConfig(vm(program))
                        .setFailurePolicy(policy(program.onFailure()));
        if (!program.configuration().isEmpty()) {
            plugin.setConfiguration(Any.pack(StringValue.of(program.configuration())));
        }
        return plugin.build();
    }

    private static VmConfig vm(WasmProgram program) {
        VmConfig.Builder vm =
                VmConfig.newBuilder()
                        .setRuntime(RUNTIME)
                        .setCode(AsyncDataSource.newBuilder().setLocal(source(program.code())));
        if (!program.environment().isEmpty()) {
            vm.setEnvironmentVariables(
                    EnvironmentVariables.newBuilder()
                            .putAllKeyValues(program.environment().given())
                            .addAllHostEnvKeys(program.environment().fromProxy()));
        }
        return vm.build();
    }

    private static DataSource source(ModuleCode code) {
        return switch (code) {
            case ModuleCode.File file -> DataSource.newBuilder().setFilename(file.path()).build();
            case ModuleCode.Inline inline ->
                    DataSource.newBuilder()
                            .setInlineBytes(ByteString.copyFrom(inline.bytes()))
                            .build();
        };
    }

    private static FailurePolicy policy(WasmProgram.OnFailure onFailure) {
        return switch (onFailure) {
            case REFUSE -> FailurePolicy.FAIL_CLOSED;
            case PASS -> FailurePolicy.FAIL_OPEN;
            case RESTART -> FailurePolicy.FAIL_RELOAD;
        };
    }
}
