// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeRetryTest {
    private static VersionedResource scope(ScopedRouteConfiguration.Builder scope) {
        return VersionedResource.of(
                ResourceType.SCOPED_ROUTE, "s", scope.setName("s").build(), List.of());
    }

    @Test
    void looksDifferentEachTimeAndSaysTheSame() throws Exception {
        VersionedResource scope =
                scope(
                        ScopedRouteConfiguration.newBuilder()
                                .setRouteConfiguration(
                                        RouteConfiguration.newBuilder().setName("r")));
        ScopedRouteConfiguration first =
                ScopeRetry.body(scope, 1).unpack(ScopedRouteConfiguration.class);
        assertThat(first.getRouteConfiguration().getName()).isEqualTo("r");
        assertThat(ScopeRetry.body(scope, 1)).isNotEqualTo(scope.body());
        assertThat(ScopeRetry.body(scope, 1)).isNotEqualTo(ScopeRetry.body(scope, 2));
    }

    @Test
    void oneWithoutRoutesOfItsOwnStaysAsItIs() {
        VersionedResource scope =
                scope(ScopedRouteConfiguration.newBuilder().setRouteConfigurationName("r"));
        assertThat(ScopeRetry.body(scope, 1)).isEqualTo(scope.body());
    }
}
