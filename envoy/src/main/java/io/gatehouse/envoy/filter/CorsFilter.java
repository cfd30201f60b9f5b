// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import com.google.protobuf.BoolValue;
import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.CorsPolicy;
import io.gatehouse.envoy.Shares;
import io.gatehouse.envoy.StringMatchers;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.CorsRules;
import io.gatehouse.routing.RouteRule;
import java.util.Optional;

/// In every chain, as [FaultFilter] is.
final class CorsFilter implements HttpFilterTranslator {
    private static final Any CONFIG = Any.pack(Cors.getDefaultInstance());
    private static final RuntimeFractionalPercent ALWAYS =
            RuntimeFractionalPercent.newBuilder().setDefaultValue(Shares.ALL).build();

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.CORS;
    }

    @Override
    public Optional<Any> chainConfig(HttpRequests http) {
        return Optional.of(CONFIG);
    }

    @Override
    public Optional<Any> routeConfig(RouteRule rule) {
        return rule.feature(CorsRules.class).map(CorsFilter::policy);
    }

    private static Any policy(CorsRules rules) {
        CorsPolicy.Builder policy =
                CorsPolicy.newBuilder()
                        .setFilterEnabled(ALWAYS)
                        .setAllowMethods(String.join(",", rules.methods()))
                        .setAllowHeaders(String.join(",", rules.headers()))
                        .setExposeHeaders(String.join(",", rules.exposedHeaders()))
                        .setForwardNotMatchingPreflights(
                                BoolValue.of(!rules.answersForeignPreflights()));
        rules.origins().stream().map(StringMatchers::of).forEach(policy::addAllowOriginStringMatch);
        rules.maxAge().ifPresent(age -> policy.setMaxAge(Long.toString(age.toSeconds())));
        rules.credentials().map(BoolValue::of).ifPresent(policy::setAllowCredentials);
        return Any.pack(policy.build());
    }
}
