// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.ratelimit.v3.RateLimitServiceConfig;
import io.envoyproxy.envoy.config.route.v3.RateLimit.Action;
import io.envoyproxy.envoy.config.route.v3.RateLimit.Action.GenericKey;
import io.envoyproxy.envoy.config.route.v3.RateLimit.Action.RemoteAddress;
import io.envoyproxy.envoy.config.route.v3.RateLimit.Action.RequestHeaders;
import io.envoyproxy.envoy.extensions.filters.http.ratelimit.v3.RateLimit;
import io.envoyproxy.envoy.extensions.filters.http.ratelimit.v3.RateLimit.XRateLimitHeadersRFCVersion;
import io.envoyproxy.envoy.extensions.rate_limit_descriptors.expr.v3.Descriptor;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.GrpcServices;
import io.gatehouse.envoy.NewerFields;
import io.gatehouse.routing.SharedRates;
import io.gatehouse.routing.SharedRates.Count;
import io.gatehouse.routing.SharedRates.Part;

/// Asks a rate limit service.
final class SharedRatesFilter implements RouteOnlyFilter<SharedRates> {
    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.SHARED_RATES;
    }

    @Override
    public Class<SharedRates> feature() {
        return SharedRates.class;
    }

    @Override
    public RateLimit whole(SharedRates rates) {
        RateLimit.Builder filter =
                RateLimit.newBuilder()
                        .setDomain(rates.domain())
                        .setTimeout(EnvoyDuration.of(rates.timeout()))
                        .setFailureModeDeny(!rates.opensOnFailure())
                        .setRateLimitedStatus(HttpStatus.newBuilder().setCodeValue(rates.status()))
                        .setRateLimitService(
                                RateLimitServiceConfig.newBuilder()
                                        .setTransportApiVersion(ApiVersion.V3)
                                        .setGrpcService(
                                                GrpcServices.of(
                                                        rates.upstream(), rates.timeout())));
        if (rates.headers()) {
            filter.setEnableXRatelimitHeaders(XRateLimitHeadersRFCVersion.DRAFT_VERSION_03);
        }
        rates.counts().forEach(count -> NewerFields.addRateLimit(filter, count(count)));
        return filter.build();
    }

    private static io.envoyproxy.envoy.config.route.v3.RateLimit count(Count count) {
        io.envoyproxy.envoy.config.route.v3.RateLimit.Builder limit =
                io.envoyproxy.envoy.config.route.v3.RateLimit.newBuilder();
        count.parts().forEach(part -> limit.addActions(action(part)));
        return limit.build();
    }

    private static Action action(Part part) {
        return switch (part) {
            case Part.ClientAddress _ ->
                    Action.newBuilder()
                            .setRemoteAddress(RemoteAddress.getDefaultInstance())
                            .build();
            case Part.OfHeader(String key, String name) -> header(key, name);
            case Part.Method(String key) -> header(key, ":method");
            case Part.Path(String key) -> path(key);
            case Part.Constant(String key, String value) -> text(key, value);
        };
    }

    private static Action header(String key, String name) {
        return Action.newBuilder()
                .setRequestHeaders(
                        RequestHeaders.newBuilder().setDescriptorKey(key).setHeaderName(name))
                .build();
    }

    /// `:path` has the query too, by which each request could be another.
    private static Action path(String key) {
        return Action.newBuilder()
                .setExtension(
                        TypedExtensionConfig.newBuilder()
                                .setName("envoy.rate_limit_descriptors.expr")
                                .setTypedConfig(
                                        Any.pack(
                                                Descriptor.newBuilder()
                                                        .setDescriptorKey(key)
                                                        .setText("request.url_path")
                                                        .build())))
                .build();
    }

    private static Action text(String key, String value) {
        return Action.newBuilder()
                .setGenericKey(
                        GenericKey.newBuilder().setDescriptorKey(key).setDescriptorValue(value))
                .build();
    }
}
