// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.envoy.EnvoyJson;
import io.gatehouse.routing.AbsentProgram;
import io.gatehouse.routing.LuaProgram;
import io.gatehouse.routing.ModuleCode;
import io.gatehouse.routing.ProgramEnvironment;
import io.gatehouse.routing.TrafficProgram;
import io.gatehouse.routing.WasmProgram;
import io.gatehouse.routing.WasmProgram.OnFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgramTranslatorTest {
    private static final ModuleCode.Inline CODE =
            new ModuleCode.Inline(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});

    private static WasmProgram wasm(boolean ofConnections, OnFailure onFailure) {
        return new WasmProgram(
                "p",
                ofConnections,
                CODE,
                "entry",
                "{\"a\":1}",
                new ProgramEnvironment(new TreeMap<>(Map.of("A", "b")), List.of("D", "C")),
                onFailure,
                List.of());
    }

    private static String json(TrafficProgram program) {
        return EnvoyJson.withSecrets(ProgramTranslator.translate(program));
    }

    @Test
    void aModuleIsSentWithItsCode() {
        assertThat(json(wasm(false, OnFailure.RESTART)))
                .contains(
                        "\"name\": \"p\"",
                        "http.wasm.v3.Wasm",
                        "\"rootId\": \"entry\"",
                        "\"runtime\": \"envoy.wasm.runtime.v8\"",
                        "\"inlineBytes\": \"AGFzbQEAAAA=\"",
                        "\"hostEnvKeys\": [\"C\", \"D\"]",
                        "\"A\": \"b\"",
                        "\"value\": \"{\\\"a\\\":1}\"",
                        "\"failurePolicy\": \"FAIL_RELOAD\"");
    }

    @Test
    void itsCodeIsNotShown() {
        assertThat(EnvoyJson.redacted(ProgramTranslator.translate(wasm(false, OnFailure.PASS))))
                .contains("[8 bytes, sha256 " + CODE.sha256() + "]")
                .doesNotContain("AGFzbQEAAAA=");
    }

    @Test
    void connectionsHaveFiltersOfTheirOwn() {
        assertThat(json(wasm(true, OnFailure.REFUSE)))
                .contains("network.wasm.v3.Wasm", "\"failurePolicy\": \"FAIL_CLOSED\"");
        assertThat(json(wasm(true, OnFailure.PASS))).contains("\"failurePolicy\": \"FAIL_OPEN\"");
        assertThat(json(new AbsentProgram("p", true, true)))
                .contains("network.rbac.v3.RBAC")
                .doesNotContain("rules");
    }

    @Test
    void inThePlaceOfOneThatIsAbsentNobodyPassesUnlessItFailsOpen() {
        assertThat(json(new AbsentProgram("p", false, false)))
                .contains("http.rbac.v3.RBAC", "rules");
        assertThat(json(new AbsentProgram("p", false, true)))
                .contains("http.rbac.v3.RBAC")
                .doesNotContain("rules");
    }

    @Test
    void aProgramInLuaIsItsText() {
        assertThat(json(new LuaProgram("p", "print(1)", List.of())))
                .contains("http.lua.v3.Lua", "\"inlineString\": \"print(1)\"");
    }
}
