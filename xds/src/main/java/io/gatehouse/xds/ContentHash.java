// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The first 128 bits of SHA-256, in hexadecimal.
final class ContentHash {
    private static final int LENGTH = 16;

    private final MessageDigest digest;

    ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    ContentHash add(ByteBuffer bytes) {
        digest.update(bytes);
        return this;
    }

    /// Adds the text and an end mark, so that `ab, c` and `a, bc` differ.
    ContentHash add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest(), 0, LENGTH);
    }
}
