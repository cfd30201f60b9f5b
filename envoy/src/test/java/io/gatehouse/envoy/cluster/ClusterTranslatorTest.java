// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.gatehouse.envoy.Golden;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.Upstream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterTranslatorTest {
    @Test
    void http1() {
        Golden.assertMatches(
                "cluster-http1.json",
                ClusterTranslator.translate(
                        new Upstream(Samples.UPSTREAM, Upstream.DEFAULT_CONNECT_TIMEOUT, false)));
    }

    @Test
    void http2() {
        Golden.assertMatches(
                "cluster-http2.json",
                ClusterTranslator.translate(
                        new Upstream(Samples.UPSTREAM, Duration.ofMillis(1500), true)));
    }

    @Test
    void sendsNothingToUnhealthyEndpointsEvenWithoutOthers() {
        Cluster cluster =
                ClusterTranslator.translate(new Upstream("a", Duration.ofSeconds(1), false));

        assertThat(cluster.getCommonLbConfig().hasHealthyPanicThreshold()).isTrue();
        assertThat(cluster.getCommonLbConfig().getHealthyPanicThreshold().getValue()).isZero();
    }
}
