// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.istio.RequestAuthentication;
import io.gatehouse.config.istio.RequestAuthentication.JwtRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;

/// Istio's rules for a RequestAuthentication, but for those of the keys themselves: a rule without
/// usable keys must go on refusing tokens, and its object therefore stays in use.
final class RequestAuthenticationValidation {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private RequestAuthenticationValidation() {}

    static List<Finding> validate(RequestAuthentication object) {
        Scope spec = Scope.of(object).field("spec");
        AttachmentValidation.validate(spec, object.attachment());
        spec.field("jwtRules")
                .each(object.spec().jwtRules(), RequestAuthenticationValidation::rule);
        return spec.findings();
    }

    private static void rule(Scope scope, JwtRule rule) {
        if (rule.issuer().isEmpty() && rule.jwksUri().isEmpty()) {
            scope.field("issuer").missing("a rule must have an issuer, or the URI of its keys");
        }
        if (!rule.jwksUri().isEmpty()) {
            uri(scope.field("jwksUri"), rule.jwksUri());
            if (!rule.jwks().isEmpty()) {
                scope.field("jwksUri").noEffect("jwks is there, too, and stands before jwksUri");
            }
        }
        Values.names(scope.field("audiences"), rule.audiences());
        scope.field("fromHeaders")
                .each(
                        rule.fromHeaders(),
                        (item, header) -> {
                            name(item.field("name"), header.name());
                            HeaderValidation.plainValue(item.field("prefix"), header.prefix());
                        });
        Values.names(scope.field("fromParams"), rule.fromParams());
        Values.names(scope.field("fromCookies"), rule.fromCookies());
        Values.names(scope.field("spaceDelimitedClaims"), rule.spaceDelimitedClaims());
        if (!rule.outputPayloadToHeader().isEmpty()) {
            name(scope.field("outputPayloadToHeader"), rule.outputPayloadToHeader());
        }
        scope.field("outputClaimToHeaders")
                .each(
                        rule.outputClaimToHeaders(),
                        (item, output) -> {
                            name(item.field("header"), output.header());
                            if (output.claim().isEmpty()) {
                                item.field("claim").missing("the name of a claim is missing");
                            }
                        });
        rule.timeout().ifPresent(timeout -> Values.duration(scope.field("timeout"), timeout));
    }

    private static void name(Scope scope, String name) {
        if (name.isEmpty()) {
            scope.missing("the name of a header is missing");
        } else if (!HeaderValidation.isName(name)) {
            scope.invalid("found %s, which is no name of a header".formatted(Scope.quote(name)));
        }
    }

    private static void uri(Scope scope, String text) {
        if (!isUri(text)) {
            scope.invalid(
                    "found %s (expected: an http or https URI with a host, such as https://issuer.example.com/keys)"
                            .formatted(Scope.quote(text)));
        }
    }

    private static boolean isUri(String text) {
        try {
            URI uri = new URI(text);
            return uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() <= 65_535;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
