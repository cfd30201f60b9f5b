// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction.RedirectResponseCode;
import io.gatehouse.routing.RouteTarget.FixedResponse;
import io.gatehouse.routing.RouteTarget.Redirect;

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
        return action.build();
    }

    static DirectResponseAction fixedResponse(FixedResponse response) {
        DirectResponseAction.Builder action =
                DirectResponseAction.newBuilder().setStatus(response.status());
        if (!response.body().isEmpty()) {
            action.setBody(DataSource.newBuilder().setInlineString(response.body()));
        }
        return action.build();
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
