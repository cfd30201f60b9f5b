// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ExtensionProvider.ExtAuthzGrpc;
import io.gatehouse.config.istio.ExtensionProvider.ExtAuthzHttp;
import io.gatehouse.config.istio.ExtensionProvider.RequestBody;
import io.gatehouse.routing.CheckService;
import io.gatehouse.routing.CheckService.BodyAsked;
import io.gatehouse.routing.CheckService.Call;
import io.gatehouse.routing.CheckService.OverGrpc;
import io.gatehouse.routing.CheckService.OverHttp;
import io.gatehouse.routing.ValueMatch;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a provider is asked.
final class CheckServiceReader {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private CheckServiceReader() {}

    static CheckService read(ExtAuthzHttp http, String upstream, String host) {
        return new OverHttp(
                new Call(
                        upstream,
                        http.timeout().orElse(TIMEOUT),
                        http.failOpen(),
                        http.clearRouteCache(),
                        status(http.statusOnError()),
                        http.includeRequestBodyInCheck().map(CheckServiceReader::body)),
                host,
                http.pathPrefix(),
                names(
                        http.includeRequestHeadersInCheck().isEmpty()
                                ? http.includeHeadersInCheck()
                                : http.includeRequestHeadersInCheck()),
                http.includeAdditionalHeadersInCheck(),
                names(http.headersToUpstreamOnAllow()),
                names(http.headersToDownstreamOnAllow()),
                names(http.headersToDownstreamOnDeny()));
    }

    static CheckService read(ExtAuthzGrpc grpc, String upstream) {
        return new OverGrpc(
                new Call(
                        upstream,
                        grpc.timeout().orElse(TIMEOUT),
                        grpc.failOpen(),
                        grpc.clearRouteCache(),
                        status(grpc.statusOnError()),
                        grpc.includeRequestBodyInCheck().map(CheckServiceReader::body)));
    }

    private static Optional<Integer> status(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(text));
    }

    private static BodyAsked body(RequestBody body) {
        return new BodyAsked(
                body.maxRequestBytes(), body.allowPartialMessage(), body.packAsBytes());
    }

    private static List<ValueMatch> names(List<String> names) {
        return names.stream().map(ValuePattern::of).toList();
    }
}
