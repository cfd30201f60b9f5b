// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.HeaderEdits;
import io.gatehouse.routing.RequestMatch;
import io.gatehouse.routing.RequestedHost;
import io.gatehouse.routing.RouteRule;
import java.util.List;
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
        assertThat(HttpFilterChain.routeConfigs(rule(Optional.empty())))
                .containsOnlyKeys(METADATA, STATE);
        assertThat(HttpFilterChain.routeConfigs(rule(Optional.of("a.test"))))
                .containsOnlyKeys(STATE);
    }

    private static RouteRule rule(Optional<String> host) {
        return new RouteRule(
                "",
                "default/my-app",
                RequestMatch.ANY,
                Samples.forward("u"),
                HeaderEdits.NONE,
                List.of(new RequestedHost(host, 80)),
                "");
    }
}
