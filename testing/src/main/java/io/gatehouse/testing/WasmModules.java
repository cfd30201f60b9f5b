// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// WebAssembly modules that speak the ABI of proxy-wasm. Their text is in `testing/src/main/wasm`.
public final class WasmModules {
    /// The header that [#greeting] adds to responses, with what it is configured with.
    public static final String HEADER = "x-wasm";

    /// The header that [#greeting] adds with its environment variable, such as `NAME=value`.
    public static final String ENVIRONMENT = "x-wasm-environment";

    /// What [#greeting] puts before the first bytes of a connection.
    public static final String PREFIX = "wasm:";

    private WasmModules() {}

    public static byte[] greeting() {
        return read("greeting.wasm");
    }

    /// Fails at every request.
    public static byte[] trap() {
        return read("trap.wasm");
    }

    private static byte[] read(String name) {
        try (InputStream content =
                Objects.requireNonNull(WasmModules.class.getResourceAsStream(name), name)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
