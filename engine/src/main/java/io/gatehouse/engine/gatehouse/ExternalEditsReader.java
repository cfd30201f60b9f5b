// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.gatehouse.ExtProc;
import io.gatehouse.config.gatehouse.ExtProc.Body;
import io.gatehouse.config.gatehouse.ExtProc.Headers;
import io.gatehouse.routing.ExternalEdits;
import io.gatehouse.routing.ExternalEdits.BodyPart;
import io.gatehouse.routing.ExternalEdits.Shown;
import io.gatehouse.routing.NobodyLetIn;
import io.gatehouse.routing.PolicyFeature;
import java.time.Duration;
import java.util.Optional;

final class ExternalEditsReader {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private ExternalEditsReader() {}

    static Optional<PolicyFeature> read(FeatureContext context, ExtProc object) {
        Optional<PolicyFeature> edits =
                context.grpcService(object.feature(), object.service().orElseThrow())
                        .map(upstream -> read(object, upstream));
        return edits.isEmpty() && !object.failOpen()
                ? Optional.of(new NobodyLetIn(object.feature().field()))
                : edits;
    }

    private static ExternalEdits read(ExtProc object, String upstream) {
        return new ExternalEdits(
                upstream,
                object.failOpen(),
                object.messageTimeout().orElse(PATIENCE),
                shown(object.requestHeaders(), object.requestBody(), object.requestTrailers()),
                shown(object.responseHeaders(), object.responseBody(), object.responseTrailers()));
    }

    private static Shown shown(
            Optional<Headers> headers, Optional<Body> body, Optional<Headers> trailers) {
        return new Shown(
                headers.orElse(Headers.SEND) == Headers.SEND,
                part(body.orElse(Body.NONE)),
                trailers.orElse(Headers.SKIP) == Headers.SEND);
    }

    private static BodyPart part(Body body) {
        return switch (body) {
            case NONE -> BodyPart.NOTHING;
            case STREAMED -> BodyPart.STREAM;
            case BUFFERED -> BodyPart.WHOLE;
            case BUFFERED_PARTIAL -> BodyPart.BEGINNING;
        };
    }
}
