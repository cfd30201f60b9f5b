// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.extensions.common.ratelimit.v3.XRateLimitHeadersRFCVersion;
import io.envoyproxy.envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.TokenBucket;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.Shares;
import io.gatehouse.routing.RequestRates;
import io.gatehouse.routing.RequestRates.Rate;

/// Counts requests, each route or host by itself.
final class RequestRatesFilter implements FeatureFilter<RequestRates> {
    private static final RuntimeFractionalPercent ALL =
            RuntimeFractionalPercent.newBuilder().setDefaultValue(Shares.ALL).build();
    private static final LocalRateLimit NEUTRAL =
            LocalRateLimit.newBuilder().setStatPrefix("http_local_rate_limit").build();

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.REQUEST_RATES;
    }

    @Override
    public Class<RequestRates> feature() {
        return RequestRates.class;
    }

    @Override
    public LocalRateLimit neutral() {
        return NEUTRAL;
    }

    @Override
    public LocalRateLimit translate(RequestRates rates) {
        LocalRateLimit.Builder limit =
                NEUTRAL.toBuilder()
                        .setStatus(HttpStatus.newBuilder().setCodeValue(rates.status()))
                        .setTokenBucket(bucket(rates.rates().getFirst()))
                        .setFilterEnabled(ALL);
        if (rates.enforced()) {
            limit.setFilterEnforced(ALL);
        }
        if (rates.headers()) {
            limit.setEnableXRatelimitHeaders(XRateLimitHeadersRFCVersion.DRAFT_VERSION_03);
        }
        return limit.build();
    }

    private static TokenBucket bucket(Rate rate) {
        return TokenBucket.newBuilder()
                .setMaxTokens(rate.burst())
                .setTokensPerFill(UInt32Value.of(rate.requests()))
                .setFillInterval(EnvoyDuration.of(rate.period()))
                .build();
    }
}
