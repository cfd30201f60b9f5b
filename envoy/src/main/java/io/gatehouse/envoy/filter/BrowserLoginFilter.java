// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import com.google.protobuf.BoolValue;
import com.google.protobuf.Duration;
import io.envoyproxy.envoy.config.core.v3.HttpUri;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.extensions.filters.http.oauth2.v3.OAuth2;
import io.envoyproxy.envoy.extensions.filters.http.oauth2.v3.OAuth2Config;
import io.envoyproxy.envoy.extensions.filters.http.oauth2.v3.OAuth2Credentials;
import io.envoyproxy.envoy.extensions.filters.http.oauth2.v3.OAuth2Credentials.CookieNames;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.type.matcher.v3.PathMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.gatehouse.envoy.AdsSource;
import io.gatehouse.envoy.NewerFields;
import io.gatehouse.envoy.StringMatchers;
import io.gatehouse.routing.BrowserLogin;
import io.gatehouse.routing.HeaderCondition;
import io.gatehouse.routing.ValueMatch;

/// Logs users in at an OpenID provider.
final class BrowserLoginFilter implements RouteOnlyFilter<BrowserLogin> {
    private static final Duration TIMEOUT = Duration.newBuilder().setSeconds(5).build();

    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.BROWSER_LOGIN;
    }

    @Override
    public Class<BrowserLogin> feature() {
        return BrowserLogin.class;
    }

    @Override
    public OAuth2 whole(BrowserLogin login) {
        OAuth2Config.Builder config =
                OAuth2Config.newBuilder()
                        .setAuthorizationEndpoint(login.authorizationEndpoint())
                        .setTokenEndpoint(
                                HttpUri.newBuilder()
                                        .setUri(login.tokenEndpoint())
                                        .setCluster(login.upstream())
                                        .setTimeout(TIMEOUT))
                        .setCredentials(credentials(login))
                        .setRedirectUri(
                                "%REQ(x-forwarded-proto)%://%REQ(:authority)%"
                                        + login.redirectPath())
                        .setRedirectPathMatcher(path(login.redirectPath()))
                        .setSignoutPath(path(login.logoutPath()))
                        .addAllAuthScopes(login.scopes())
                        .setForwardBearerToken(login.tokenForwarded())
                        .setUseRefreshToken(BoolValue.of(true));
        login.letThrough().forEach(test -> config.addPassThroughMatcher(header(test)));
        login.notSent().forEach(test -> config.addDenyRedirectMatcher(header(test)));
        login.endSessionEndpoint()
                .ifPresent(endpoint -> NewerFields.setEndSessionEndpoint(config, endpoint));
        return OAuth2.newBuilder().setConfig(config).build();
    }

    private static OAuth2Credentials credentials(BrowserLogin login) {
        String prefix = login.cookies();
        CookieNames.Builder names =
                CookieNames.newBuilder()
                        .setBearerToken(prefix + "token")
                        .setOauthHmac(prefix + "hmac")
                        .setOauthExpires(prefix + "expires")
                        .setIdToken(prefix + "id-token")
                        .setRefreshToken(prefix + "refresh-token")
                        .setOauthNonce(prefix + "nonce")
                        .setCodeVerifier(prefix + "code-verifier");
        return OAuth2Credentials.newBuilder()
                .setClientId(login.clientId())
                .setTokenSecret(secret(login.clientSecret()))
                .setHmacSecret(secret(login.cookieKey()))
                .setCookieNames(names)
                .setCookieDomain(login.cookieDomain())
                .build();
    }

    private static SdsSecretConfig secret(String name) {
        return SdsSecretConfig.newBuilder().setName(name).setSdsConfig(AdsSource.PATIENT).build();
    }

    private static PathMatcher path(String path) {
        return PathMatcher.newBuilder().setPath(StringMatcher.newBuilder().setExact(path)).build();
    }

    private static HeaderMatcher header(HeaderCondition test) {
        HeaderMatcher.Builder header = HeaderMatcher.newBuilder().setName(test.name());
        return test.value() instanceof ValueMatch.Present
                ? header.setPresentMatch(true).build()
                : header.setStringMatch(StringMatchers.of(test.value())).build();
    }
}
