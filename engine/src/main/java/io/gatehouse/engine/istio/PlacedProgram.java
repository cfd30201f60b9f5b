// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.WasmConfig;
import io.gatehouse.routing.ProgramStep;
import io.gatehouse.routing.ProgramStep.Phase;
import java.util.Collections;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/// Where the program of an object is run.
///
/// @param ports the numbers that Gateways give; absent means all
public record PlacedProgram(
        ObjectKey object,
        ProgramStep step,
        int priority,
        boolean ofConnections,
        Optional<NavigableSet<Integer>> ports) {

    /// Absent where there is no traffic for it.
    static Optional<PlacedProgram> of(ObjectKey object, Optional<TrafficExtension> extension) {
        return extension
                .filter(TrafficSelection::takesGateways)
                .map(found ->
                        new PlacedProgram(
                                object,
                                new ProgramStep(
                                        name(object),
                                        phase(found.spec().phase()),
                                        found.spec().wasm().isPresent()
                                                ? ProgramStep.Kind.WASM
                                                : ProgramStep.Kind.LUA),
                                found.spec().priority(),
                                ofConnections(found),
                                TrafficSelection.ports(found)));
    }

    boolean isAt(Set<Integer> numbers) {
        return ports.isEmpty() || !Collections.disjoint(ports.get(), numbers);
    }

    /// Under which proxies have it, and of no other object.
    public static String name(ObjectKey object) {
        return "%s/%s/%s.%s"
                .formatted(
                        object.kind().group(),
                        object.kind().kindName().toLowerCase(Locale.ROOT),
                        object.namespace(),
                        object.name());
    }

    static boolean ofConnections(TrafficExtension extension) {
        return extension.spec().wasm().filter(w -> w.type() == WasmConfig.Type.NETWORK).isPresent();
    }

    private static Phase phase(TrafficExtension.Phase phase) {
        return switch (phase) {
            case AUTHN -> Phase.BEFORE_TOKENS;
            case AUTHZ -> Phase.BEFORE_ACCESS;
            case STATS -> Phase.AFTER_ACCESS;
            case UNSPECIFIED -> Phase.LAST;
        };
    }
}
