// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/// Damages a text byte by byte.
final class TextMutation {
    private static final List<String> SNIPPETS =
            List.of(
                    ":",
                    ": ",
                    "- ",
                    "\n",
                    "\n---\n",
                    "[",
                    "]",
                    "{",
                    "}",
                    "&a ",
                    "*a",
                    "!!int ",
                    "|\n",
                    ">-\n",
                    "\"",
                    "'",
                    "#",
                    "%",
                    "\t",
                    "  ",
                    "<<: ",
                    "? ",
                    "null",
                    "~",
                    "yes",
                    "1e999",
                    "\u0000",
                    "\uFEFF",
                    "😀",
                    "...",
                    "kind: List\nitems:",
                    ".inf",
                    "\r");

    private TextMutation() {}

    static byte[] mutated(byte[] content, Random random) {
        byte[] damaged = content;
        for (int i = random.nextInt(1, 5); i > 0 && damaged.length > 0; i--) {
            damaged = once(damaged, random);
        }
        return damaged;
    }

    private static byte[] once(byte[] content, Random random) {
        int at = random.nextInt(content.length);
        int end = Math.min(content.length, at + random.nextInt(20));
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(content, 0, at);
        switch (random.nextInt(6)) {
            case 0 -> {}
            case 1 -> {
                return damaged.toByteArray();
            }
            case 2 -> damaged.write(random.nextInt());
            case 3 -> {
                damaged.write(content, at, end - at);
                damaged.write(content, at, end - at);
            }
            default -> {
                String snippet =
                        random.nextBoolean()
                                ? HostileValues.piece(random)
                                : SNIPPETS.get(random.nextInt(SNIPPETS.size()));
                damaged.writeBytes(snippet.getBytes(StandardCharsets.UTF_8));
                end = at;
            }
        }
        damaged.write(content, end, content.length - end);
        return damaged.toByteArray();
    }
}
