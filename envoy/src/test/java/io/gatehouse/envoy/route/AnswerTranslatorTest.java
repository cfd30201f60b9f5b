// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.RedirectAction.RedirectResponseCode;
import io.gatehouse.envoy.Golden;
import io.gatehouse.routing.RouteTarget.Content;
import io.gatehouse.routing.RouteTarget.FixedResponse;
import io.gatehouse.routing.RouteTarget.Redirect;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTranslatorTest {
    private static Redirect redirect(int status) {
        return new Redirect(
                status,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "301, MOVED_PERMANENTLY",
        "302, FOUND",
        "303, SEE_OTHER",
        "307, TEMPORARY_REDIRECT",
        "308, PERMANENT_REDIRECT",
    })
    void redirectStatus(int status, RedirectResponseCode code) {
        assertThat(AnswerTranslator.redirect(redirect(status)))
                .isEqualTo(RedirectAction.newBuilder().setResponseCode(code).build());
    }

    @Test
    void redirectStatusThatIsNone() {
        assertThatThrownBy(() -> AnswerTranslator.redirect(redirect(300)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("redirect status: 300 (expected: 301, 302, 303, 307, 308)");
    }

    @Test
    void redirectOfEveryPart() {
        Redirect redirect =
                new Redirect(
                        301,
                        Optional.of("https"),
                        Optional.of("new.example.com"),
                        Optional.of(8443),
                        Optional.of("/there"),
                        Optional.empty());

        assertThat(AnswerTranslator.redirect(redirect))
                .isEqualTo(
                        Golden.text(
                                RedirectAction.getDefaultInstance(),
                                "scheme_redirect: 'https' host_redirect: 'new.example.com'"
                                        + " port_redirect: 8443 path_redirect: '/there'"));
    }

    @Test
    void fixedResponse() {
        assertThat(
                        AnswerTranslator.fixedResponse(
                                new FixedResponse(418, new Content.Text("teapot"))))
                .isEqualTo(
                        Golden.text(
                                DirectResponseAction.getDefaultInstance(),
                                "status: 418 body { inline_string: 'teapot' }"));
        assertThat(AnswerTranslator.fixedResponse(new FixedResponse(204, new Content.Text(""))))
                .isEqualTo(Golden.text(DirectResponseAction.getDefaultInstance(), "status: 204"));
    }
}
