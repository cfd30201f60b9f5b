// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.JsonWithNull;
import io.gatehouse.config.Named;
import io.gatehouse.config.PassedOver;
import java.util.List;
import java.util.Optional;

/// A WebAssembly module, where it is, and how it is run.
///
/// @param url `http`, `https`, `file` in the proxy's container, or `oci`, also without a scheme
/// @param sha256 of the module, or of an image's manifest, in hexadecimal; empty means any
/// @param imagePullSecret with a registry's credentials, in the object's namespace
/// @param pluginName selects one of several programs in the module
@PassedOver(noEffect = "verificationKey")
public record WasmConfig(
        String url,
        String sha256,
        PullPolicy imagePullPolicy,
        String imagePullSecret,
        Optional<JsonWithNull> pluginConfig,
        String pluginName,
        FailStrategy failStrategy,
        Optional<VmConfig> vmConfig,
        Type type) {
    /// With a URL that no user can give.
    WasmConfig withoutModule() {
        return new WasmConfig(
                "",
                "",
                imagePullPolicy,
                "",
                pluginConfig,
                pluginName,
                failStrategy,
                vmConfig,
                type);
    }

    public enum PullPolicy {
        UNSPECIFIED_POLICY,
        @Named("IfNotPresent")
        IF_NOT_PRESENT,
        @Named("Always")
        ALWAYS
    }

    public enum FailStrategy {
        FAIL_CLOSE,
        FAIL_OPEN,
        FAIL_RELOAD
    }

    public record VmConfig(List<EnvVar> env) {
        public VmConfig {
            env = List.copyOf(env);
        }
    }

    /// @param value unless it is the proxy's own
    public record EnvVar(String name, ValueFrom valueFrom, String value) {}

    public enum ValueFrom {
        INLINE,
        HOST
    }

    /// Whether it is run for requests or for the bytes of connections; unspecified means requests.
    public enum Type {
        UNSPECIFIED_PLUGIN_TYPE,
        HTTP,
        NETWORK
    }
}
