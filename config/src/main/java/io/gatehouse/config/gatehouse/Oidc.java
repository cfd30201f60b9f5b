// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import java.util.List;
import java.util.Optional;

/// Who has no session is sent to an OpenID provider to log in.
///
/// @param issuer whose OpenID configuration says where its endpoints are, as far as they are not
///   given
/// @param service by which proxies reach the token endpoint; absent means the host and port of its
///   URL
/// @param secretName of the policy's namespace, with the client's secret as `client-secret`
/// @param redirectPath that the provider sends users back to; empty means `/oauth2/callback`
/// @param logoutPath that ends the session; empty means `/oauth2/logout`
/// @param scopes beside `openid`
/// @param cookiePrefix of the names of cookies; empty means the policy's name and a dash
/// @param cookieDomain empty means the host of the request
/// @param forwardToken whether the access token goes on as `authorization`
/// @param passThrough requests that need no session
/// @param denyRedirect requests that get 401 in place of the way to the provider
public record Oidc(
        String issuer,
        String authorizationEndpoint,
        String tokenEndpoint,
        String endSessionEndpoint,
        Optional<ServiceReference> service,
        String clientId,
        String secretName,
        String redirectPath,
        String logoutPath,
        List<String> scopes,
        String cookiePrefix,
        String cookieDomain,
        boolean forwardToken,
        List<HeaderTest> passThrough,
        List<HeaderTest> denyRedirect)
        implements HttpFeature {
    public Oidc {
        scopes = List.copyOf(scopes);
        passThrough = List.copyOf(passThrough);
        denyRedirect = List.copyOf(denyRedirect);
    }

    @Override
    public FeatureName feature() {
        return FeatureName.OIDC;
    }

    /// Requests that have the header, with that value or with one that begins so, if one is given.
    public record HeaderTest(String header, String exact, String prefix) {}
}
