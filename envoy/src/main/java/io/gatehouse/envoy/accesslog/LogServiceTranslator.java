// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.accesslog;

import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.CommonGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.TcpGrpcAccessLogConfig;
import io.gatehouse.envoy.CollectorTranslator;
import io.gatehouse.routing.Collector;
import io.gatehouse.routing.LogDestination.OfConnections;
import io.gatehouse.routing.LogDestination.OfRequests;
import java.util.List;

/// Logs that Envoy's gRPC access log service is told.
final class LogServiceTranslator {
    private LogServiceTranslator() {}

    static HttpGrpcAccessLogConfig translate(OfRequests requests) {
        return HttpGrpcAccessLogConfig.newBuilder()
                .setCommonConfig(
                        common(requests.collector(), requests.logName(), requests.states()))
                .addAllAdditionalRequestHeadersToLog(requests.requestHeaders())
                .addAllAdditionalResponseHeadersToLog(requests.responseHeaders())
                .addAllAdditionalResponseTrailersToLog(requests.responseTrailers())
                .build();
    }

    static TcpGrpcAccessLogConfig translate(OfConnections connections) {
        return TcpGrpcAccessLogConfig.newBuilder()
                .setCommonConfig(
                        common(
                                connections.collector(),
                                connections.logName(),
                                connections.states()))
                .build();
    }

    private static CommonGrpcAccessLogConfig common(
            Collector collector, String logName, List<String> states) {
        return CommonGrpcAccessLogConfig.newBuilder()
                .setLogName(logName)
                .setGrpcService(CollectorTranslator.grpc(collector))
                .setTransportApiVersion(ApiVersion.V3)
                .addAllFilterStateObjectsToLog(states)
                .build();
    }
}
