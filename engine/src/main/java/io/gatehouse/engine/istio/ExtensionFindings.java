// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.config.istio.AttachedObject;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.WasmConfig;
import io.gatehouse.config.istio.WasmConfig.FailStrategy;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.FetchedModule;
import io.gatehouse.engine.ModuleSource;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the author of a TrafficExtension or WasmPlugin has to know.
record ExtensionFindings(
        ConfigTables tables,
        ExtensionNodes extensions,
        AttachmentFindings attachment,
        Derivation<String, GroupPorts> ports) {

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<TrafficExtension> found = extensions.find(e, key);
        if (found.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        SortedSet<String> groups = extensions.groups(e, key);
        if (groups.isEmpty()) {
            findings.add(attachment.unattached(e, object(e, key)));
        } else if (TrafficSelection.takesGateways(found.get())) {
            missed(e, key, found.get(), groups).ifPresent(findings::add);
        }
        ModuleNodes.source(found.get())
                .ifPresent(source -> {
                    WasmConfig wasm = found.get().spec().wasm().orElseThrow();
                    login(e, key, source).ifPresent(findings::add);
                    extensions
                            .modules
                            .fetched(e, source)
                            .flatMap(module -> notFetched(key, wasm, module))
                            .ifPresent(findings::add);
                });
        return List.copyOf(findings);
    }

    private AttachedObject object(Evaluation e, ObjectKey key) {
        return key.kind() == Kind.WASM_PLUGIN
                ? e.read(tables.wasmPlugins, key).orElseThrow()
                : e.read(tables.trafficExtensions, key).orElseThrow();
    }

    private Optional<Finding> missed(
            Evaluation e, ObjectKey key, TrafficExtension extension, SortedSet<String> groups) {
        boolean ofConnections = PlacedProgram.ofConnections(extension);
        Optional<NavigableSet<Integer>> asked = TrafficSelection.ports(extension);
        Set<Integer> there = new TreeSet<>();
        Set<Integer> carrying = new TreeSet<>();
        for (String group : groups) {
            GroupPorts of = e.get(ports, group);
            there.addAll(of.podPorts().keySet());
            carrying.addAll(ofConnections ? of.numbersLookedInto() : of.numbersOfHttp());
        }
        asked.ifPresent(there::retainAll);
        if (there.isEmpty()) {
            return asked.map(numbers ->
                    Finding.of(
                            FindingCode.MATCH_WITHOUT_PORT,
                            key,
                            FieldPath.of("spec.match"),
                            "found ports %s, and no Gateway has a server with such a number here"
                                    .formatted(numbers)));
        }
        return Collections.disjoint(there, carrying)
                ? Optional.of(
                        Finding.of(
                                FindingCode.MATCH_WITHOUT_TRAFFIC,
                                key,
                                FieldPath.of(asked.isPresent() ? "spec.match" : "spec"),
                                ofConnections
                                        ? onlyHandedOn(there, carrying)
                                        : withoutHttp(there, carrying)))
                : Optional.empty();
    }

    private static String withoutHttp(Set<Integer> there, Set<Integer> carrying) {
        return "it is run for HTTP requests, and the servers of %s have protocols that are not HTTP; it does nothing there (expected: %s, or a WasmPlugin with type NETWORK, which is run for connections)"
                .formatted(numbers(there), numbersOf("HTTP", carrying));
    }

    private static String onlyHandedOn(Set<Integer> there, Set<Integer> carrying) {
        return "it is run for connections, and the servers of %s hand theirs on within the mesh, as AUTO_PASSTHROUGH does; it does nothing there (expected: %s)"
                .formatted(numbers(there), numbersOf("another kind", carrying));
    }

    private static String numbers(Set<Integer> numbers) {
        return (numbers.size() == 1 ? "port " : "ports ")
                + numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String numbersOf(String what, Set<Integer> numbers) {
        return "a port with a server of %s%s"
                .formatted(what, numbers.isEmpty() ? "" : ", as has " + numbers(numbers));
    }

    private Optional<Finding> login(Evaluation e, ObjectKey key, ModuleSource source) {
        return extensions
                .modules
                .loginProblem(e, source)
                .map(problem ->
                        Finding.of(
                                FindingCode.PULL_SECRET,
                                key,
                                field(key, "imagePullSecret"),
                                problem + "; the registry is asked without credentials"));
    }

    private static Optional<Finding> notFetched(
            ObjectKey key, WasmConfig wasm, FetchedModule module) {
        return module.problem()
                .map(problem ->
                        new Finding(
                                FindingCode.MODULE_NOT_FETCHED,
                                module.code().isPresent()
                                        ? Severity.WARNING
                                        : FindingCode.MODULE_NOT_FETCHED.severity(),
                                Optional.of(key),
                                field(key, "url"),
                                problem + outcome(wasm, module.code().isPresent()),
                                Optional.empty()));
    }

    private static String outcome(WasmConfig wasm, boolean known) {
        if (known) {
            return "; the module that was fetched before stays in use";
        }
        if (wasm.failStrategy() == FailStrategy.FAIL_OPEN) {
            return "; until it can be, traffic passes without it";
        }
        return wasm.type() == WasmConfig.Type.NETWORK
                ? "; until it can be, connections that it is for are closed"
                : "; until it can be, requests that it is for are refused with 403";
    }

    private static FieldPath field(ObjectKey key, String name) {
        return FieldPath.of(key.kind() == Kind.WASM_PLUGIN ? "spec" : "spec.wasm").field(name);
    }
}
