// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.gatehouse.Oidc;
import io.gatehouse.config.gatehouse.Oidc.HeaderTest;
import io.gatehouse.config.gatehouse.ServiceReference;
import io.gatehouse.engine.FetchedKeys;
import io.gatehouse.engine.KeySource;
import io.gatehouse.routing.BrowserLogin;
import io.gatehouse.routing.HeaderCondition;
import io.gatehouse.routing.NobodyLetIn;
import io.gatehouse.routing.PolicyFeature;
import io.gatehouse.routing.ValueMatch;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads how users log in. As long as something is missing for it, nobody is let in.
final class BrowserLoginReader {
    private static final String REDIRECT_PATH = "/oauth2/callback";
    private static final String LOGOUT_PATH = "/oauth2/logout";

    private final FeatureContext context;
    private final Oidc oidc;

    private BrowserLoginReader(FeatureContext context, Oidc oidc) {
        this.context = context;
        this.oidc = oidc;
    }

    static PolicyFeature read(FeatureContext context, Oidc oidc) {
        BrowserLoginReader reader = new BrowserLoginReader(context, oidc);
        boolean hasSecret = reader.hasSecret();
        Optional<PolicyFeature> login =
                reader.endpoints()
                        .flatMap(endpoints ->
                                reader.upstream(endpoints.token())
                                        .map(upstream -> reader.login(endpoints, upstream)));
        return login.filter(_ -> hasSecret)
                .orElseGet(() -> new NobodyLetIn(oidc.feature().field()));
    }

    /// Where the provider's configuration is; absent where it is not needed.
    static Optional<KeySource> configuration(Oidc oidc) {
        return isGiven(oidc)
                ? Optional.empty()
                : Optional.of(KeySource.configurationOf(oidc.issuer()));
    }

    private static boolean isGiven(Oidc oidc) {
        return !oidc.authorizationEndpoint().isEmpty() && !oidc.tokenEndpoint().isEmpty();
    }

    private boolean hasSecret() {
        return context.secret(oidc.feature(), oidc.secretName()).stream()
                .anyMatch(data -> {
                    boolean usable =
                            Optional.ofNullable(data.get(LoginSecret.ENTRY))
                                    .map(LoginSecretNodes::text)
                                    .filter(text -> !text.isEmpty())
                                    .isPresent();
                    if (!usable) {
                        context.tell(
                                FindingCode.POLICY_SECRET_UNUSABLE,
                                oidc.feature(),
                                "secretName",
                                "Secret %s has the entries %s (expected: %s)"
                                        .formatted(
                                                oidc.secretName(),
                                                data.keySet(),
                                                LoginSecret.ENTRY));
                    }
                    return usable;
                });
    }

    private Optional<ProviderEndpoints.Known> endpoints() {
        Optional<KeySource> source = configuration(oidc);
        if (source.isEmpty()) {
            return Optional.of(
                    new ProviderEndpoints.Known(
                            oidc.authorizationEndpoint(),
                            oidc.tokenEndpoint(),
                            oidc.endSessionEndpoint()));
        }
        Optional<FetchedKeys> fetched =
                context.e().read(context.tables().fetchedKeys, source.get());
        Optional<String> document = fetched.flatMap(FetchedKeys::document);
        if (document.isEmpty()) {
            fetched.flatMap(FetchedKeys::problem).ifPresent(this::notRead);
            return Optional.empty();
        }
        return switch (ProviderEndpoints.read(oidc.issuer(), document.get())) {
            case ProviderEndpoints.Known(String authorization, String token, String endSession) ->
                    Optional.of(
                            new ProviderEndpoints.Known(
                                    firstOf(oidc.authorizationEndpoint(), authorization),
                                    firstOf(oidc.tokenEndpoint(), token),
                                    firstOf(oidc.endSessionEndpoint(), endSession)));
            case ProviderEndpoints.Unknown(String why) -> {
                notRead(why);
                yield Optional.empty();
            }
        };
    }

    private void notRead(String why) {
        context.tell(
                FindingCode.PROVIDER_NOT_READ,
                oidc.feature(),
                "issuer",
                why + "; nobody is let in until it can be read");
    }

    private Optional<String> upstream(String tokenEndpoint) {
        URI uri = URI.create(tokenEndpoint);
        boolean https = "https".equals(uri.getScheme());
        ServiceReference service =
                oidc.service()
                        .orElseGet(() ->
                                new ServiceReference(
                                        uri.getHost(),
                                        uri.getPort() > 0 ? uri.getPort() : https ? 443 : 80));
        String field = oidc.service().isPresent() ? "service" : "tokenEndpoint";
        return https
                ? context.tlsService(oidc.feature(), field, service)
                : context.plainService(oidc.feature(), field, service);
    }

    private BrowserLogin login(ProviderEndpoints.Known endpoints, String upstream) {
        ObjectKey secret =
                new ObjectKey(Kind.SECRET, context.policy().namespace(), oidc.secretName());
        return new BrowserLogin(
                upstream,
                endpoints.authorization(),
                endpoints.token(),
                Optional.of(endpoints.endSession()).filter(url -> !url.isEmpty()),
                oidc.clientId(),
                new LoginSecret(secret, LoginSecret.Use.CLIENT).name(),
                new LoginSecret(secret, LoginSecret.Use.COOKIES).name(),
                firstOf(oidc.redirectPath(), REDIRECT_PATH),
                firstOf(oidc.logoutPath(), LOGOUT_PATH),
                Stream.concat(Stream.of("openid"), oidc.scopes().stream()).distinct().toList(),
                firstOf(oidc.cookiePrefix(), context.policy().name() + "-"),
                oidc.cookieDomain(),
                oidc.forwardToken(),
                conditions(oidc.passThrough()),
                conditions(oidc.denyRedirect()));
    }

    private static List<HeaderCondition> conditions(List<HeaderTest> tests) {
        return tests.stream()
                .map(test -> new HeaderCondition(test.header(), value(test), false, false))
                .toList();
    }

    private static ValueMatch value(HeaderTest test) {
        if (!test.exact().isEmpty()) {
            return new ValueMatch.Exact(test.exact());
        }
        return test.prefix().isEmpty()
                ? new ValueMatch.Present()
                : new ValueMatch.StartsWith(test.prefix());
    }

    private static String firstOf(String given, String otherwise) {
        return given.isEmpty() ? otherwise : given;
    }
}
