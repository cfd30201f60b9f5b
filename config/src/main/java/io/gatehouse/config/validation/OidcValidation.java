// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.Oidc;
import io.gatehouse.config.gatehouse.Oidc.HeaderTest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;

final class OidcValidation {
    private static final Pattern PATH = Pattern.compile("(/[-._~!$&'()*+,;=:@%A-Za-z0-9]+)+/?");

    /// A token, as cookies are called.
    private static final Pattern COOKIE = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]*");

    private static final Pattern DOMAIN = Pattern.compile("\\.?[-A-Za-z0-9]+(\\.[-A-Za-z0-9]+)*");

    private OidcValidation() {}

    static void validate(Scope scope, Oidc object) {
        if (object.issuer().isEmpty()
                && (object.authorizationEndpoint().isEmpty() || object.tokenEndpoint().isEmpty())) {
            scope.field("issuer")
                    .missing("issuer is needed, or authorizationEndpoint and tokenEndpoint");
        }
        url(scope.field("issuer"), object.issuer());
        url(scope.field("authorizationEndpoint"), object.authorizationEndpoint());
        url(scope.field("tokenEndpoint"), object.tokenEndpoint());
        url(scope.field("endSessionEndpoint"), object.endSessionEndpoint());
        object.service()
                .ifPresent(_ ->
                        GlobalRateLimitValidation.service(
                                scope.field("service"), object.service()));
        if (object.clientId().isEmpty()) {
            scope.field("clientId")
                    .missing("the id is needed that the provider knows the client by");
        }
        BasicAuthValidation.secretName(scope.field("secretName"), object.secretName());
        path(scope.field("redirectPath"), object.redirectPath());
        path(scope.field("logoutPath"), object.logoutPath());
        if (!object.redirectPath().isEmpty() && object.redirectPath().equals(object.logoutPath())) {
            scope.field("logoutPath").invalid("found the redirectPath (expected: another path)");
        }
        Values.names(scope.field("scopes"), object.scopes());
        if (!COOKIE.matcher(object.cookiePrefix()).matches()) {
            scope.field("cookiePrefix")
                    .invalid(
                            "found %s (expected: characters of the name of a cookie)"
                                    .formatted(Scope.quote(object.cookiePrefix())));
        }
        if (!object.cookieDomain().isEmpty() && !DOMAIN.matcher(object.cookieDomain()).matches()) {
            scope.field("cookieDomain")
                    .invalid(
                            "found %s (expected: a domain)"
                                    .formatted(Scope.quote(object.cookieDomain())));
        }
        tests(scope.field("passThrough"), object.passThrough());
        tests(scope.field("denyRedirect"), object.denyRedirect());
    }

    private static void url(Scope scope, String text) {
        if (!text.isEmpty() && !isUrl(text)) {
            scope.invalid("found %s (expected: an http or https URL)".formatted(Scope.quote(text)));
        }
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static void path(Scope scope, String path) {
        if (!path.isEmpty() && !PATH.matcher(path).matches()) {
            scope.invalid(
                    "found %s (expected: a path such as /oauth2/callback)"
                            .formatted(Scope.quote(path)));
        }
    }

    private static void tests(Scope scope, List<HeaderTest> tests) {
        scope.each(
                tests,
                (item, test) -> {
                    HeaderValidation.matchedName(item.field("header"), test.header());
                    Values.oneOf(
                            item,
                            "exact and prefix",
                            !test.exact().isEmpty(),
                            !test.prefix().isEmpty());
                });
    }
}
