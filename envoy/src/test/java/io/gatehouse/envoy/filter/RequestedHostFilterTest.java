// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.HeaderEdits;
import io.gatehouse.routing.RequestedHost;
import io.gatehouse.routing.WeightedUpstream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestedHostFilterTest {
    private static final String STATE = "envoy.filters.http.set_filter_state";
    private static final String METADATA = "envoy.filters.http.header_to_metadata";

    @Test
    void doesNothingButOnRoutesThatConfigureIt() {
        assertThat(HttpFilterChain.of(Samples.PLAIN))
                .filteredOn(HttpFilter::getDisabled)
                .extracting(HttpFilter::getName)
                .containsSubsequence(METADATA, STATE);
    }

    @Test
    void onlyTheHostOfTheRequestHasToBeFreedOfItsPort() {
        assertThat(HttpFilterChain.upstreamConfigs(to(Optional.empty())))
                .containsOnlyKeys(METADATA, STATE);
        assertThat(HttpFilterChain.upstreamConfigs(to(Optional.of("a.test"))))
                .containsOnlyKeys(STATE);
    }

    private static WeightedUpstream to(Optional<String> host) {
        return new WeightedUpstream("u", 1, HeaderEdits.NONE)
                .withRequested(new RequestedHost(host, 80));
    }
}
