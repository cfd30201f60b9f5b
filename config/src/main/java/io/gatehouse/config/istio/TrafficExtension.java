// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import java.util.List;
import java.util.Optional;

/// A program that requests or connections pass.
public record TrafficExtension(ObjectMeta metadata, Spec spec) implements AttachedObject {
    @Override
    public Kind kind() {
        return Kind.TRAFFIC_EXTENSION;
    }

    @Override
    public Attachment attachment() {
        return new Attachment(spec.selector, Optional.empty(), spec.targetRefs);
    }

    /// As if its module could not be had.
    public TrafficExtension withoutModule() {
        return new TrafficExtension(
                metadata,
                new Spec(
                        spec.selector,
                        spec.targetRefs,
                        spec.phase,
                        spec.priority,
                        spec.match,
                        spec.wasm.map(WasmConfig::withoutModule),
                        spec.lua));
    }

    /// @param priority of several in one phase the one with the highest comes first
    /// @param match empty means all traffic, else what one of them takes
    /// @param wasm the program, or `lua` is
    public record Spec(
            Optional<WorkloadSelector> selector,
            List<PolicyTargetReference> targetRefs,
            Phase phase,
            int priority,
            List<TrafficSelector> match,
            Optional<WasmConfig> wasm,
            Optional<LuaConfig> lua) {
        public Spec {
            targetRefs = List.copyOf(targetRefs);
            match = List.copyOf(match);
        }
    }

    /// Before what the program runs: authentication, authorization, statistics; else at the end.
    public enum Phase {
        UNSPECIFIED,
        AUTHN,
        AUTHZ,
        STATS
    }

    public record LuaConfig(String inlineCode) {}
}
