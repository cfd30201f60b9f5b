// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.codec.ProxyConfigText;
import io.gatehouse.envoy.bootstrap.ProxyLimits;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PodStartTest {
    private static PodStart start(String annotation) {
        return new PodStart(ProxyConfigText.read(annotation).value());
    }

    @Test
    void theAnnotationSaysHowTheProxyStartsAndEnds() {
        PodStart start =
                start("{concurrency: 2, drainDuration: 1m, terminationDrainDuration: 20s}");

        assertThat(start.arguments(Optional.empty()))
                .containsExactly("--concurrency", "2", "--drain-time-s", "60");
        assertThat(start.variables()).isEqualTo(Map.of("TERMINATION_DRAIN_DURATION_SECONDS", "20"));
    }

    @Test
    void anOptionComesBeforeTheAnnotation() {
        assertThat(start("concurrency: 2").arguments(Optional.of(3)))
                .containsExactly("--concurrency", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "concurrency: 0"})
    void withoutAnythingEnvoyDecides(String annotation) {
        assertThat(start(annotation).arguments(Optional.empty())).isEmpty();
        assertThat(start(annotation).variables()).isEmpty();
    }

    @Test
    void theAnnotationSaysHowManyConnectionsThereAreAtMost() {
        assertThat(start("connectionSettings: {globalDownstreamConnectionLimit: 7}").limits())
                .isEqualTo(new ProxyLimits(7, OptionalLong.empty()));
        assertThat(start("{}").limits()).isEqualTo(ProxyLimits.DEFAULT);
        assertThatThrownBy(() ->
                        start("connectionSettings: {globalDownstreamConnectionLimit: 0}").limits())
                .isInstanceOf(ProxyMisconfigured.class)
                .hasMessageContaining("globalDownstreamConnectionLimit");
    }

    @Test
    void aNegativeNumberIsAMistake() {
        assertThatThrownBy(() -> start("concurrency: -1").arguments(Optional.empty()))
                .isInstanceOf(ProxyMisconfigured.class)
                .hasMessageContaining("concurrency");
    }
}
