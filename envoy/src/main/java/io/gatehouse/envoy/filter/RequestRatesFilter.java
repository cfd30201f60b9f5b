// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.BoolValue;
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
import java.time.Duration;
import java.util.List;

/// Counts requests, each route or host by itself.
final class RequestRatesFilter implements FeatureFilter<RequestRates> {
    private static final RuntimeFractionalPercent ALL =
            RuntimeFractionalPercent.newBuilder().setDefaultValue(Shares.ALL).build();
    private static final LocalRateLimit NEUTRAL =
            LocalRateLimit.newBuilder().setStatPrefix("http_local_rate_limit").build();

    /// Of one limit, how many values are counted apart at a time; the one that was not asked for
    /// longest makes room. Envoy keeps 20 unless told otherwise.
    private static final int MOST_VALUES = 10_000;

    /// Envoy wants a limit for what no descriptor is for.
    private static final TokenBucket UNLIMITED =
            TokenBucket.newBuilder()
                    .setMaxTokens(Integer.MAX_VALUE)
                    .setTokensPerFill(UInt32Value.of(Integer.MAX_VALUE))
                    .setFillInterval(EnvoyDuration.of(Duration.ofSeconds(1)))
                    .build();

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
                        .setFilterEnabled(ALL);
        List<Rate> list = rates.rates();
        if (list.size() == 1 && list.getFirst().ofAll()) {
            limit.setTokenBucket(bucket(list.getFirst()));
        } else {
            limit.setTokenBucket(UNLIMITED)
                    .setAlwaysConsumeDefaultTokenBucket(BoolValue.of(false))
                    .setMaxDynamicDescriptors(UInt32Value.of(MOST_VALUES));
            for (int i = 0; i < list.size(); i++) {
                RateDescriptor descriptor = new RateDescriptor(i, list.get(i));
                limit.addRateLimits(descriptor.actions())
                        .addDescriptors(descriptor.limit(bucket(list.get(i))));
            }
        }
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
