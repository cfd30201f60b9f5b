// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.Observation;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.ProgramSteps;
import io.gatehouse.routing.RouteDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnroutedFiltersTest {
    @Test
    void filtersThatSomeRoutesNeedAreOffAndGatheredWhereNoRouteIsKnown() {
        List<HttpFilter> chain = HttpFilterChain.of(byHost(PolicyStage.ACCESS_NOTES));

        assertThat(chain)
                .extracting(HttpFilter::getName)
                .startsWith("gatehouse.wider_scope", "gatehouse.unrouted.1")
                .containsSubsequence(
                        "gatehouse.body_limit",
                        "envoy.filters.http.rbac.audit",
                        "envoy.filters.http.cors",
                        "gatehouse.unrouted.2",
                        "gatehouse.csrf");
        assertThat(chain)
                .filteredOn(filter -> filter.getName().equals("gatehouse.csrf"))
                .allMatch(HttpFilter::getDisabled);
    }

    @Test
    void aHostThatIsFoundNamesAllThatIsOnForOthersOnly() {
        Set<String> off = HttpFilterChain.OFF_WHERE_HOST_IS_FOUND.keySet();

        assertThat(off).contains("gatehouse.wider_scope").containsAll(UnroutedFilters.NAMES);
        assertThat(HttpFilterChain.of(byHost()))
                .extracting(HttpFilter::getName)
                .containsAll(UnroutedFilters.NAMES);
    }

    /// A token may change the route, within a host as well.
    @Test
    void nothingIsOffOrGatheredWhereTheRouteMayChange() {
        assertThat(HttpFilterChain.of(byHost(PolicyStage.TOKENS)))
                .noneMatch(HttpFilter::getDisabled)
                .extracting(HttpFilter::getName)
                .doesNotContainAnyElementsOf(UnroutedFilters.NAMES);
    }

    @Test
    void aPatchMeetsEachByItself() {
        List<HttpFilter> gathered = HttpFilterChain.of(byHost());
        List<HttpFilter> met = new ArrayList<>();

        List<HttpFilter> patched =
                UnroutedFilters.patch(
                        gathered,
                        chain -> {
                            met.addAll(chain);
                            return chain;
                        });

        assertThat(met).hasSize(gathered.size() - 2).noneMatch(HttpFilter::getDisabled);
        assertThat(patched).isEqualTo(gathered);
    }

    @Test
    void aFilterThatAPatchPutsBehindThemIsNotOneOfThemThoughItIsOff() {
        HttpFilter own = HttpFilter.newBuilder().setName("own").setDisabled(true).build();
        List<HttpFilter> gathered = HttpFilterChain.of(byHost());

        List<HttpFilter> patched =
                UnroutedFilters.patch(gathered, chain -> with(own, chain.size() - 1, chain));

        assertThat(patched).isEqualTo(with(own, gathered.size() - 1, gathered));
    }

    private static List<HttpFilter> with(HttpFilter filter, int at, List<HttpFilter> chain) {
        List<HttpFilter> with = new ArrayList<>(chain);
        with.add(at, filter);
        return with;
    }

    private static HttpRequests byHost(PolicyStage... stages) {
        return new HttpRequests(
                "http.80",
                RouteDelivery.HOST_BY_HOST,
                "http",
                HttpEdge.DEFAULT,
                false,
                Set.copyOf(Stream.of(stages).toList()),
                ProgramSteps.NONE,
                Observation.NONE);
    }
}
