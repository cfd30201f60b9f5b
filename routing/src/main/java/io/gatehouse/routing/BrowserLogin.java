// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;
import java.util.Optional;

/// Who has no session is sent to a provider to log in.
///
/// @param upstream name of the [Upstream] of the token endpoint
/// @param tokenEndpoint URL, as the provider has it
/// @param endSessionEndpoint URL where the session at the provider ends; absent means that it stays
/// @param clientSecret name of the [TlsMaterial] by which the proxy shows who it is
/// @param cookieKey name of that by which it knows its cookies again
/// @param cookies prefix of their names
/// @param cookieDomain empty means the host of the request
/// @param tokenForwarded whether the access token goes on
/// @param letThrough requests that need no session
/// @param notSent requests that are refused in place of being sent to the provider
public record BrowserLogin(
        String upstream,
        String authorizationEndpoint,
        String tokenEndpoint,
        Optional<String> endSessionEndpoint,
        String clientId,
        String clientSecret,
        String cookieKey,
        String redirectPath,
        String logoutPath,
        List<String> scopes,
        String cookies,
        String cookieDomain,
        boolean tokenForwarded,
        List<HeaderCondition> letThrough,
        List<HeaderCondition> notSent)
        implements PolicyFeature {
    public BrowserLogin {
        scopes = List.copyOf(scopes);
        letThrough = List.copyOf(letThrough);
        notSent = List.copyOf(notSent);
    }

    @Override
    public List<String> upstreams() {
        return List.of(upstream);
    }

    @Override
    public List<String> materials() {
        return List.of(clientSecret, cookieKey);
    }
}
