// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.SubstitutionFormatString;
import io.envoyproxy.envoy.extensions.filters.common.set_filter_state.v3.FilterStateValue;
import io.envoyproxy.envoy.extensions.filters.http.set_filter_state.v3.Config;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.RequestedHost;
import io.gatehouse.routing.WeightedUpstream;
import java.util.Optional;

/// Tells Envoy's dynamic forward proxy cluster where to connect to. Left to itself it would take
/// the port that the client has written into its Host header.
final class RequestedHostFilter implements HttpFilterTranslator {
    private static final String OF_REQUEST =
            "%DYNAMIC_METADATA("
                    + HostWithoutPortFilter.NAMESPACE
                    + ":"
                    + HostWithoutPortFilter.KEY
                    + ")%";

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.REQUESTED_HOST;
    }

    @Override
    public Optional<Any> chainConfig(HttpRequests http) {
        return Optional.of(Any.pack(Config.getDefaultInstance()));
    }

    @Override
    public boolean forSomeRoutes() {
        return true;
    }

    @Override
    public Optional<Any> upstreamConfig(WeightedUpstream upstream) {
        return upstream.requested().map(RequestedHostFilter::destination);
    }

    private static Any destination(RequestedHost requested) {
        return Any.pack(
                Config.newBuilder()
                        .addOnRequestHeaders(
                                value(
                                        "envoy.upstream.dynamic_host",
                                        requested.host().orElse(OF_REQUEST)))
                        .addOnRequestHeaders(
                                value(
                                        "envoy.upstream.dynamic_port",
                                        Integer.toString(requested.port())))
                        .build());
    }

    private static FilterStateValue value(String key, String format) {
        return FilterStateValue.newBuilder()
                .setObjectKey(key)
                .setFormatString(
                        SubstitutionFormatString.newBuilder()
                                .setTextFormatSource(
                                        DataSource.newBuilder().setInlineString(format)))
                .build();
    }
}
