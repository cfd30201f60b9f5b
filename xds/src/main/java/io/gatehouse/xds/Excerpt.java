// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

/// The beginning of what a proxy says, which may be anything: it is kept, logged and told on
/// objects.
final class Excerpt {
    private static final int LONGEST = 8192;

    private Excerpt() {}

    static String of(String said) {
        if (said.length() <= LONGEST) {
            return said;
        }
        int end = Character.isHighSurrogate(said.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return "%s… (%d characters)".formatted(said.substring(0, end), said.length());
    }
}
