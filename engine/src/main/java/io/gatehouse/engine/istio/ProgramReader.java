// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.JsonWithNull;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.istio.ModuleUrl;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.TrafficExtension.LuaConfig;
import io.gatehouse.config.istio.WasmConfig;
import io.gatehouse.config.istio.WasmConfig.EnvVar;
import io.gatehouse.config.istio.WasmConfig.FailStrategy;
import io.gatehouse.config.istio.WasmConfig.ValueFrom;
import io.gatehouse.engine.FetchedModule;
import io.gatehouse.engine.ModuleSource;
import io.gatehouse.routing.AbsentProgram;
import io.gatehouse.routing.LuaProgram;
import io.gatehouse.routing.ModuleCode;
import io.gatehouse.routing.ProgramEnvironment;
import io.gatehouse.routing.TrafficProgram;
import io.gatehouse.routing.WasmProgram;
import io.gatehouse.routing.WasmProgram.OnFailure;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// An extension as a program.
///
/// @param modules what has been fetched
record ProgramReader(ObjectKey object, Function<ModuleSource, Optional<FetchedModule>> modules) {
    /// A cluster as Istio names it, which a program may call.
    private static final Pattern UPSTREAM =
            Pattern.compile("outbound\\|\\d{1,5}\\|[A-Za-z0-9._-]*\\|[A-Za-z0-9.*_-]+");

    /// Absent while it is not known yet.
    Optional<TrafficProgram> read(TrafficExtension extension) {
        Optional<WasmConfig> wasm = extension.spec().wasm();
        return wasm.isPresent()
                ? wasm(extension, wasm.get())
                : extension.spec().lua().map(this::lua);
    }

    private TrafficProgram lua(LuaConfig lua) {
        return new LuaProgram(
                PlacedProgram.name(object), lua.inlineCode(), upstreams(lua.inlineCode()));
    }

    private Optional<TrafficProgram> wasm(TrafficExtension extension, WasmConfig wasm) {
        boolean ofConnections = PlacedProgram.ofConnections(extension);
        Optional<ModuleUrl> url = ModuleUrl.parse(wasm.url());
        if (url.isPresent() && url.get() instanceof ModuleUrl.File(String path)) {
            return Optional.of(program(wasm, ofConnections, new ModuleCode.File(path)));
        }
        Optional<FetchedModule> fetched = ModuleNodes.source(extension).flatMap(modules);
        if (fetched.filter(FetchedModule.PENDING::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                fetched.flatMap(FetchedModule::code)
                        .map(code -> program(wasm, ofConnections, code))
                        .orElseGet(() -> absent(wasm, ofConnections)));
    }

    private TrafficProgram absent(WasmConfig wasm, boolean ofConnections) {
        return new AbsentProgram(
                PlacedProgram.name(object),
                ofConnections,
                wasm.failStrategy() == FailStrategy.FAIL_OPEN);
    }

    private TrafficProgram program(WasmConfig wasm, boolean ofConnections, ModuleCode code) {
        String configuration =
                wasm.pluginConfig().map(JsonWithNull::tree).map(JsonText::compact).orElse("");
        return new WasmProgram(
                PlacedProgram.name(object),
                ofConnections,
                code,
                wasm.pluginName(),
                configuration,
                wasm.vmConfig()
                        .map(vm -> environment(vm.env()))
                        .orElseGet(() -> environment(List.of())),
                onFailure(wasm.failStrategy()),
                upstreams(configuration));
    }

    private static ProgramEnvironment environment(List<EnvVar> variables) {
        SortedMap<String, String> given = new TreeMap<>();
        variables.stream()
                .filter(variable -> variable.valueFrom() == ValueFrom.INLINE)
                .forEach(variable -> given.put(variable.name(), variable.value()));
        return new ProgramEnvironment(
                given,
                variables.stream()
                        .filter(variable -> variable.valueFrom() == ValueFrom.HOST)
                        .map(EnvVar::name)
                        .toList());
    }

    private static OnFailure onFailure(FailStrategy strategy) {
        return switch (strategy) {
            case FAIL_CLOSE -> OnFailure.REFUSE;
            case FAIL_OPEN -> OnFailure.PASS;
            case FAIL_RELOAD -> OnFailure.RESTART;
        };
    }

    private static List<String> upstreams(String text) {
        return UPSTREAM.matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }
}
