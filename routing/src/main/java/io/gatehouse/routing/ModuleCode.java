// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where the bytes of a WebAssembly module are.
public sealed interface ModuleCode {
    /// In a file that the proxy reads itself.
    record File(String path) implements ModuleCode {}

    /// Here. Modules with the same digest are equal.
    final class Inline implements ModuleCode {
        private final byte[] bytes;
        private final String sha256;

        public Inline(byte[] bytes) {
            this.bytes = bytes.clone();
            this.sha256 = digest(this.bytes);
        }

        /// Read-only, and without a copy.
        public ByteBuffer bytes() {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
        }

        public int size() {
            return bytes.length;
        }

        /// In hexadecimal.
        public String sha256() {
            return sha256;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Inline code && sha256.equals(code.sha256);
        }

        @Override
        public int hashCode() {
            return sha256.hashCode();
        }

        @Override
        public String toString() {
            return "%d bytes, sha256 %s".formatted(bytes.length, sha256);
        }
    }

    /// SHA-256, in hexadecimal.
    static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
