// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.HttpService;
import io.envoyproxy.envoy.config.core.v3.HttpUri;
import io.gatehouse.routing.Collector;
import io.gatehouse.routing.SpanCollector.HttpCall;

/// How a collector is called.
public final class CollectorTranslator {
    private CollectorTranslator() {}

    public static GrpcService grpc(Collector collector) {
        return GrpcService.newBuilder()
                .setEnvoyGrpc(
                        GrpcService.EnvoyGrpc.newBuilder()
                                .setClusterName(collector.upstream())
                                .setAuthority(collector.host()))
                .build();
    }

    /// Envoy takes the host out of the URI.
    public static HttpService http(Collector collector, HttpCall call) {
        HttpService.Builder service =
                HttpService.newBuilder()
                        .setHttpUri(
                                HttpUri.newBuilder()
                                        .setUri("http://" + collector.host() + call.path())
                                        .setCluster(collector.upstream())
                                        .setTimeout(EnvoyDuration.of(call.timeout())));
        call.headers()
                .forEach((name, value) ->
                        service.addRequestHeadersToAdd(HeaderOption.overwriting(name, value)));
        return service.build();
    }
}
