// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.route;

import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy.ConnectionProperties;
import io.envoyproxy.envoy.config.route.v3.RouteAction.HashPolicy.CookieAttribute;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.routing.HashKey;

final class HashKeyTranslator {
    private HashKeyTranslator() {}

    static HashPolicy translate(HashKey key) {
        HashPolicy.Builder policy = HashPolicy.newBuilder();
        switch (key) {
            case HashKey.Header(String name) ->
                    policy.setHeader(HashPolicy.Header.newBuilder().setHeaderName(name));
            case HashKey.QueryParameter(String name) ->
                    policy.setQueryParameter(HashPolicy.QueryParameter.newBuilder().setName(name));
            case HashKey.Source _ ->
                    policy.setConnectionProperties(
                            ConnectionProperties.newBuilder().setSourceIp(true));
            case HashKey.Cookie cookie -> policy.setCookie(cookie(cookie));
        }
        return policy.build();
    }

    private static HashPolicy.Cookie cookie(HashKey.Cookie cookie) {
        HashPolicy.Cookie.Builder built =
                HashPolicy.Cookie.newBuilder().setName(cookie.name()).setPath(cookie.path());
        cookie.lifetime().map(EnvoyDuration::of).ifPresent(built::setTtl);
        cookie.attributes()
                .forEach((name, value) ->
                        built.addAttributes(
                                CookieAttribute.newBuilder().setName(name).setValue(value)));
        return built.build();
    }
}
