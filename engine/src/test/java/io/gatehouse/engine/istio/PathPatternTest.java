// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.routing.ValueMatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
    @Test
    void withoutPlaceholders() {
        assertThat(PathPattern.of("/a", true)).isEqualTo(new ValueMatch.Exact("/a"));
        assertThat(PathPattern.of("/a*", true)).isEqualTo(new ValueMatch.StartsWith("/a"));
        assertThat(PathPattern.of("*/a", true)).isEqualTo(new ValueMatch.EndsWith("/a"));
        assertThat(PathPattern.of("*", true)).isEqualTo(new ValueMatch.Regex(".*"));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/{*}/c, /a/b/c, true, true",
        "/a/{*}/c, /a//c, false, false",
        "/a/{*}/c, /a/b/b/c, false, false",
        "/a/{*}/c, /a/b|b/c, false, true",
        "/a/{*}/c, /a/b*/c, false, true",
        "/a/{*}, /a/b, true, true",
        "/a/{*}, /a/, false, false",
        "/a/{**}, /a/, true, true",
        "/a/{**}, /a/b/c, true, true",
        "/a/{**}, /a, false, false",
        "/a.b/{**}/c, /a.b/x/y/c, true, true",
        "/a.b/{**}/c, /aXb/x/y/c, false, false",
        "/{*}/{**}, /a/b, true, true",
    })
    void templates(String path, String text, boolean admits, boolean refuses) {
        assertThat(matches(path, false, text)).as("admits").isEqualTo(admits);
        assertThat(matches(path, true, text)).as("refuses").isEqualTo(refuses);
    }

    private static boolean matches(String path, boolean wide, String text) {
        return PathPattern.of(path, wide) instanceof ValueMatch.Regex(String regex)
                && Pattern.matches(regex, text);
    }
}
