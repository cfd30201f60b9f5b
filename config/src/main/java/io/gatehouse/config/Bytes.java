// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;

/// Immutable bytes. Compared in a time that does not depend on the content.
public final class Bytes {
    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes of(byte[] content) {
        return new Bytes(content.clone());
    }

    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Decodes base64 with padding, which may hold line breaks.
    ///
    /// @throws IllegalArgumentException if `text` is not base64
    public static Bytes base64(String text) {
        String joined = text.replace("\n", "").replace("\r", "");
        if (joined.length() % 4 != 0) {
            throw new IllegalArgumentException(
                    "length " + joined.length() + " (expected: a multiple of 4)");
        }
        return new Bytes(Base64.getDecoder().decode(joined));
    }

    public byte[] toArray() {
        return content.clone();
    }

    public int size() {
        return content.length;
    }

    public String utf8() {
        return new String(content, StandardCharsets.UTF_8);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && MessageDigest.isEqual(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
