// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.gatehouse.envoy.Golden;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.ConnectionRules;
import io.gatehouse.routing.UpstreamProtocol;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClusterTranslatorTest {
    @Test
    void http1() {
        Golden.assertMatches(
                "cluster-http1.json",
                ClusterTranslator.translate(
                        Samples.reached(
                                Samples.UPSTREAM,
                                ConnectionRules.DEFAULT_CONNECT_TIMEOUT,
                                UpstreamProtocol.HTTP1)));
    }

    @Test
    void http2() {
        Golden.assertMatches(
                "cluster-http2.json",
                ClusterTranslator.translate(
                        Samples.reached(
                                Samples.UPSTREAM,
                                Duration.ofMillis(1500),
                                UpstreamProtocol.HTTP2)));
    }

    @Test
    void sendsNothingToUnhealthyEndpointsEvenWithoutOthers() {
        Cluster cluster =
                ClusterTranslator.translate(
                        Samples.reached("a", Duration.ofSeconds(1), UpstreamProtocol.HTTP1));

        assertThat(cluster.getCommonLbConfig().hasHealthyPanicThreshold()).isTrue();
        assertThat(cluster.getCommonLbConfig().getHealthyPanicThreshold().getValue()).isZero();
    }
}
