// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor.RouteCacheAction;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.HeaderSendMode;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.GrpcServices;
import io.gatehouse.routing.ExternalEdits;
import io.gatehouse.routing.ExternalEdits.BodyPart;
import io.gatehouse.routing.ExternalEdits.Shown;

/// Shows requests and answers to an external processor. Whatever it changes, the route stays: the
/// policies that hold for a request are those of its route.
final class ExternalEditsFilter implements RouteOnlyFilter<ExternalEdits> {
    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.EXTERNAL_EDITS;
    }

    @Override
    public Class<ExternalEdits> feature() {
        return ExternalEdits.class;
    }

    @Override
    public ExternalProcessor whole(ExternalEdits edits) {
        Shown request = edits.request();
        Shown answer = edits.answer();
        return ExternalProcessor.newBuilder()
                .setGrpcService(GrpcServices.of(edits.upstream()))
                .setFailureModeAllow(edits.opensOnFailure())
                .setMessageTimeout(EnvoyDuration.of(edits.patience()))
                .setRouteCacheAction(RouteCacheAction.RETAIN)
                .setProcessingMode(
                        ProcessingMode.newBuilder()
                                .setRequestHeaderMode(sent(request.headers()))
                                .setRequestBodyMode(body(request.body()))
                                .setRequestTrailerMode(sent(request.trailers()))
                                .setResponseHeaderMode(sent(answer.headers()))
                                .setResponseBodyMode(body(answer.body()))
                                .setResponseTrailerMode(sent(answer.trailers())))
                .build();
    }

    private static HeaderSendMode sent(boolean sent) {
        return sent ? HeaderSendMode.SEND : HeaderSendMode.SKIP;
    }

    private static BodySendMode body(BodyPart part) {
        return switch (part) {
            case NOTHING -> BodySendMode.NONE;
            case STREAM -> BodySendMode.STREAMED;
            case WHOLE -> BodySendMode.BUFFERED;
            case BEGINNING -> BodySendMode.BUFFERED_PARTIAL;
        };
    }
}
