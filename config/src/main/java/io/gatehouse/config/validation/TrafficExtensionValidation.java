// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.istio.AttachedObject.Attachment;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.TrafficSelector;
import io.gatehouse.config.istio.TrafficSelector.Mode;
import io.gatehouse.config.istio.WasmPlugin;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Istio's rules for a TrafficExtension, and for a WasmPlugin as one. Whether a program runs, only
/// the proxy can tell.
final class TrafficExtensionValidation {
    private static final int LONGEST_PROGRAM = 65_536;

    /// With which a compiled Lua program begins: Envoy takes source text.
    private static final char ESCAPE = '\u001b';

    private TrafficExtensionValidation() {}

    static List<Finding> validate(TrafficExtension extension) {
        Scope spec = Scope.of(extension).field("spec");
        TrafficExtension.Spec value = extension.spec();
        common(spec, extension.attachment(), value.match());
        if (value.wasm().isPresent() == value.lua().isPresent()) {
            spec.invalid(
                    value.wasm().isPresent()
                            ? "found wasm and lua (expected: one of them)"
                            : "found neither wasm nor lua (expected: one of them)");
        }
        value.wasm().ifPresent(wasm -> WasmConfigValidation.validate(spec.field("wasm"), wasm));
        value.lua().ifPresent(lua -> lua(spec.field("lua").field("inlineCode"), lua.inlineCode()));
        return spec.findings();
    }

    static List<Finding> validate(WasmPlugin plugin) {
        Scope spec = Scope.of(plugin).field("spec");
        TrafficExtension extension = plugin.asTrafficExtension();
        common(spec, plugin.attachment(), extension.spec().match());
        extension.spec().wasm().ifPresent(wasm -> WasmConfigValidation.validate(spec, wasm));
        return spec.findings();
    }

    private static void common(Scope spec, Attachment attachment, List<TrafficSelector> match) {
        AttachmentValidation.validate(spec, attachment);
        spec.field("match").each(match, TrafficExtensionValidation::selector);
        if (!match.isEmpty() && match.stream().allMatch(each -> each.mode() == Mode.SERVER)) {
            spec.field("match")
                    .noEffect(
                            "mode SERVER takes nothing at a gateway, whose traffic is of mode CLIENT");
        }
    }

    private static void selector(Scope scope, TrafficSelector selector) {
        Set<Integer> numbers = new HashSet<>();
        scope.field("ports")
                .each(
                        selector.ports(),
                        (item, port) -> {
                            Values.port(item.field("number"), port.number());
                            if (!numbers.add(port.number())) {
                                item.invalid("found %d twice".formatted(port.number()));
                            }
                        });
    }

    private static void lua(Scope scope, String code) {
        if (code.isBlank()) {
            scope.missing("a program must not be empty");
        } else if (code.length() > LONGEST_PROGRAM) {
            scope.invalid(
                    "found %d characters (expected: at most %d)"
                            .formatted(code.length(), LONGEST_PROGRAM));
        } else if (code.charAt(0) == ESCAPE) {
            scope.invalid("found a compiled program (expected: its source text)");
        }
    }
}
