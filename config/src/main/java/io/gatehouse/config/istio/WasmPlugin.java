// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.JsonWithNull;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.PassedOver;
import java.util.List;
import java.util.Optional;

/// What a [TrafficExtension] was before there was Lua; as one, it means the same.
public record WasmPlugin(ObjectMeta metadata, Spec spec) implements AttachedObject {
    @Override
    public Kind kind() {
        return Kind.WASM_PLUGIN;
    }

    @Override
    public Attachment attachment() {
        return new Attachment(spec.selector, spec.targetRef, spec.targetRefs);
    }

    /// The fields of a [TrafficExtension] and of its [WasmConfig].
    @PassedOver(noEffect = "verificationKey")
    public record Spec(
            Optional<WorkloadSelector> selector,
            Optional<PolicyTargetReference> targetRef,
            List<PolicyTargetReference> targetRefs,
            String url,
            String sha256,
            WasmConfig.PullPolicy imagePullPolicy,
            String imagePullSecret,
            Optional<JsonWithNull> pluginConfig,
            String pluginName,
            Phase phase,
            int priority,
            WasmConfig.FailStrategy failStrategy,
            Optional<WasmConfig.VmConfig> vmConfig,
            List<TrafficSelector> match,
            WasmConfig.Type type) {
        public Spec {
            targetRefs = List.copyOf(targetRefs);
            match = List.copyOf(match);
        }
    }

    public enum Phase {
        UNSPECIFIED_PHASE,
        AUTHN,
        AUTHZ,
        STATS
    }

    /// As if its module could not be had.
    public WasmPlugin withoutModule() {
        return new WasmPlugin(
                metadata,
                new Spec(
                        spec.selector,
                        spec.targetRef,
                        spec.targetRefs,
                        "",
                        "",
                        spec.imagePullPolicy,
                        "",
                        spec.pluginConfig,
                        spec.pluginName,
                        spec.phase,
                        spec.priority,
                        spec.failStrategy,
                        spec.vmConfig,
                        spec.match,
                        spec.type));
    }

    public TrafficExtension asTrafficExtension() {
        return new TrafficExtension(
                metadata,
                new TrafficExtension.Spec(
                        spec.selector,
                        attachment().targets(),
                        phase(),
                        spec.priority,
                        spec.match,
                        Optional.of(wasm()),
                        Optional.empty()));
    }

    private WasmConfig wasm() {
        return new WasmConfig(
                spec.url,
                spec.sha256,
                spec.imagePullPolicy,
                spec.imagePullSecret,
                spec.pluginConfig,
                spec.pluginName,
                spec.failStrategy,
                spec.vmConfig,
                spec.type);
    }

    private TrafficExtension.Phase phase() {
        return switch (spec.phase) {
            case UNSPECIFIED_PHASE -> TrafficExtension.Phase.UNSPECIFIED;
            case AUTHN -> TrafficExtension.Phase.AUTHN;
            case AUTHZ -> TrafficExtension.Phase.AUTHZ;
            case STATS -> TrafficExtension.Phase.STATS;
        };
    }
}
