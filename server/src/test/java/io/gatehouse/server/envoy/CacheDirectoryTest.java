// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CacheDirectoryTest {
    private static final Path HOME = Path.of("/home/me");

    @Test
    void followsThePlatformsCustom() {
        assertThat(CacheDirectory.of(Map.of(), HOME, "Linux").root())
                .isEqualTo(Path.of("/home/me/.cache/gatehouse"));
        assertThat(CacheDirectory.of(Map.of(), HOME, "Mac OS X").root())
                .isEqualTo(Path.of("/home/me/Library/Caches/gatehouse"));
    }

    @Test
    void prefersXdgCacheHomeWhereAbsolute() {
        assertThat(CacheDirectory.of(Map.of("XDG_CACHE_HOME", "/c"), HOME, "Mac OS X").root())
                .isEqualTo(Path.of("/c/gatehouse"));
        assertThat(CacheDirectory.of(Map.of("XDG_CACHE_HOME", "c"), HOME, "Linux").root())
                .isEqualTo(Path.of("/home/me/.cache/gatehouse"));
        assertThat(CacheDirectory.of(Map.of("XDG_CACHE_HOME", ""), HOME, "Linux").root())
                .isEqualTo(Path.of("/home/me/.cache/gatehouse"));
    }
}
