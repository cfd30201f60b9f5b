// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.RequestedHost;
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
                .containsExactly(METADATA, STATE);
    }

    @Test
    void onlyTheHostOfTheRequestHasToBeFreedOfItsPort() {
        assertThat(RequestedHostFilter.routeConfig(new RequestedHost(Optional.empty(), 80)))
                .containsOnlyKeys(METADATA, STATE);
        assertThat(RequestedHostFilter.routeConfig(new RequestedHost(Optional.of("a.test"), 80)))
                .containsOnlyKeys(STATE);
    }
}
