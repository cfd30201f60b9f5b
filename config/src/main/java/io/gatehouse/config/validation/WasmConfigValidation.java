// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.ModuleUrl;
import io.gatehouse.config.istio.WasmConfig;
import io.gatehouse.config.istio.WasmConfig.EnvVar;
import io.gatehouse.config.istio.WasmConfig.ValueFrom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Rules for where a module is and how it is run.
final class WasmConfigValidation {
    private static final Pattern DIGEST = Pattern.compile("[a-f0-9]{64}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int MOST_VARIABLES = 256;
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_VALUE = 2048;

    private WasmConfigValidation() {}

    static void validate(Scope scope, WasmConfig wasm) {
        Optional<ModuleUrl> url = ModuleUrl.parse(wasm.url());
        if (wasm.url().isEmpty()) {
            scope.field("url").missing("where the module is must be said");
        } else if (url.isEmpty()) {
            scope.field("url")
                    .invalid(
                            "found %s (expected: http://HOST/PATH, https://HOST/PATH, file:///PATH, or an image such as oci://registry.example.com/plugin:v1)"
                                    .formatted(Scope.quote(wasm.url())));
        }
        digest(scope.field("sha256"), wasm.sha256(), url);
        length(scope.field("pluginName"), wasm.pluginName(), LONGEST_NAME);
        wasm.vmConfig().ifPresent(vm -> variables(scope.field("vmConfig").field("env"), vm.env()));
        if (!wasm.imagePullSecret().isEmpty()
                && url.filter(known -> !known.isImage()).isPresent()) {
            scope.field("imagePullSecret").noEffect("only an image is asked for with credentials");
        }
    }

    private static void digest(Scope scope, String sha256, Optional<ModuleUrl> url) {
        if (sha256.isEmpty()) {
            return;
        }
        if (!DIGEST.matcher(sha256).matches()) {
            scope.invalid(
                    "found %s (expected: 64 of the characters 0-9 and a-f)"
                            .formatted(Scope.quote(sha256)));
        }
        url.flatMap(ModuleUrl::digest)
                .filter(named -> !named.equals(sha256))
                .ifPresent(named ->
                        scope.invalid(
                                "found %s, and url names %s (expected: the same)"
                                        .formatted(Scope.quote(sha256), Scope.quote(named))));
    }

    private static void variables(Scope scope, List<EnvVar> variables) {
        if (variables.size() > MOST_VARIABLES) {
            scope.invalid(
                    "found %d variables (expected: at most %d)"
                            .formatted(variables.size(), MOST_VARIABLES));
        }
        Set<String> names = new HashSet<>();
        scope.each(
                variables,
                (item, variable) -> {
                    String name = variable.name();
                    if (!VARIABLE.matcher(name).matches()) {
                        item.field("name")
                                .invalid(
                                        "found %s (expected: letters, digits and _, not beginning with a digit)"
                                                .formatted(Scope.quote(name)));
                    } else if (!names.add(name)) {
                        item.field("name").invalid("found %s twice".formatted(Scope.quote(name)));
                    }
                    length(item.field("name"), name, LONGEST_NAME);
                    length(item.field("value"), variable.value(), LONGEST_VALUE);
                    if (variable.valueFrom() == ValueFrom.HOST && !variable.value().isEmpty()) {
                        item.field("value")
                                .invalid(
                                        "found a value beside valueFrom: HOST (expected: none, it is the proxy's own)");
                    }
                });
    }

    private static void length(Scope scope, String text, int longest) {
        if (text.length() > longest) {
            scope.invalid(
                    "found %d characters (expected: at most %d)".formatted(text.length(), longest));
        }
    }
}
