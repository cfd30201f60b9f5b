// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.routing.ValueMatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPatternTest {
    private static boolean matches(String host, boolean wide, String text) {
        return HostPattern.of(host, wide) instanceof ValueMatch.Regex(String regex)
                && Pattern.matches(regex, text);
    }

    /// The last two columns: where a match admits, and where it refuses.
    @ParameterizedTest
    @CsvSource({
        "a.example.com, a.example.com, true, true",
        "a.example.com, A.Example.COM, true, true",
        "a.example.com, a.example.com:8080, false, true",
        "a.example.com, a.example.com., false, true",
        "a.example.com, a.example.com.:8080, false, true",
        "a.example.com, a.example.com:, false, true",
        "a.example.com, a.example.com:x, false, true",
        "a.example.com, aXexample.com, false, false",
        "a.example.com, b.a.example.com, false, false",
        "a.example.com, a.example.com.evil.org, false, false",
        "*.example.com, a.example.com, true, true",
        "*.example.com, a.example.com:80, false, true",
        "*.example.com, a.b.example.com., false, true",
        "*.example.com, example.com, false, false",
        "pre.*, pre.fix.org, true, true",
        "pre.*, pre.fix.org:80, true, true",
        "a.example.com:8080, a.example.com:8080, true, true",
        "a.example.com:8080, a.example.com.:08080, false, true",
        "a.example.com:8080, a.example.com, false, false",
        "a.example.com., a.example.com, false, true",
        "'[::1]', '[::1]:80', false, true",
    })
    void hosts(String host, String text, boolean admits, boolean refuses) {
        assertThat(matches(host, false, text)).as("admits").isEqualTo(admits);
        assertThat(matches(host, true, text)).as("refuses").isEqualTo(refuses);
    }

    @Test
    void aStarIsAnyHost() {
        assertThat(HostPattern.of("*", true)).isEqualTo(new ValueMatch.Present());
        assertThat(HostPattern.of("*", false)).isEqualTo(new ValueMatch.Present());
    }
}
