// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.extensions.filters.http.header_to_metadata.v3.Config;
import io.envoyproxy.envoy.extensions.filters.http.header_to_metadata.v3.Config.KeyValuePair;
import io.envoyproxy.envoy.extensions.filters.http.header_to_metadata.v3.Config.Rule;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatchAndSubstitute;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.WeightedUpstream;
import java.util.Optional;

/// Keeps the host of a request without its port as metadata, for [RequestedHostFilter].
final class HostWithoutPortFilter implements HttpFilterTranslator {
    static final String NAMESPACE = "gatehouse.requested_host";
    static final String KEY = "host";

    private static final Any OF_REQUEST =
            Any.pack(
                    Config.newBuilder()
                            .addRequestRules(
                                    Rule.newBuilder()
                                            .setHeader(":authority")
                                            .setOnHeaderPresent(
                                                    KeyValuePair.newBuilder()
                                                            .setMetadataNamespace(NAMESPACE)
                                                            .setKey(KEY)
                                                            .setRegexValueRewrite(withoutPort())))
                            .build());

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.HOST_WITHOUT_PORT;
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
        return upstream.requested()
                .filter(requested -> requested.host().isEmpty())
                .map(_ -> OF_REQUEST);
    }

    private static RegexMatchAndSubstitute withoutPort() {
        return RegexMatchAndSubstitute.newBuilder()
                .setPattern(RegexMatcher.newBuilder().setRegex(":[0-9]*$"))
                .build();
    }
}
