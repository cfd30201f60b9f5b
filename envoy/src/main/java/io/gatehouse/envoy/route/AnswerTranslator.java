// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction.RedirectResponseCode;
import io.gatehouse.routing.RouteTarget.Content;
import io.gatehouse.routing.RouteTarget.FixedResponse;
import io.gatehouse.routing.RouteTarget.Redirect;
import java.util.Base64;
import java.util.Optional;

/// Answers that Envoy gives itself.
final class AnswerTranslator {
    private AnswerTranslator() {}

    static RedirectAction redirect(Redirect redirect) {
        RedirectAction.Builder action =
                RedirectAction.newBuilder().setResponseCode(code(redirect.status()));
        redirect.scheme().ifPresent(action::setSchemeRedirect);
        redirect.host().ifPresent(action::setHostRedirect);
        redirect.port().ifPresent(action::setPortRedirect);
        redirect.path().ifPresent(action::setPathRedirect);
        redirect.prefix().ifPresent(action::setPrefixRewrite);
        return action.build();
    }

    static DirectResponseAction fixedResponse(FixedResponse response) {
        DirectResponseAction.Builder action =
                DirectResponseAction.newBuilder().setStatus(response.status());
        body(response.body()).ifPresent(action::setBody);
        return action.build();
    }

    private static Optional<DataSource> body(Content content) {
        DataSource.Builder body = DataSource.newBuilder();
        return switch (content) {
            case Content.Text(String text) when text.isEmpty() -> Optional.empty();
            case Content.Text(String text) -> Optional.of(body.setInlineString(text).build());
            case Content.Binary(String base64) when base64.isEmpty() -> Optional.empty();
            case Content.Binary(String base64) ->
                    Optional.of(
                            body.setInlineBytes(
                                            ByteString.copyFrom(Base64.getDecoder().decode(base64)))
                                    .build());
        };
    }

    private static RedirectResponseCode code(int status) {
        return switch (status) {
            case 301 -> RedirectResponseCode.MOVED_PERMANENTLY;
            case 302 -> RedirectResponseCode.FOUND;
            case 303 -> RedirectResponseCode.SEE_OTHER;
            case 307 -> RedirectResponseCode.TEMPORARY_REDIRECT;
            case 308 -> RedirectResponseCode.PERMANENT_REDIRECT;
            default ->
                    throw new IllegalArgumentException(
                            "redirect status: " + status + " (expected: 301, 302, 303, 307, 308)");
        };
    }
}
