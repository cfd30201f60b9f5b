// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import io.envoyproxy.envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuth;
import io.envoyproxy.envoy.extensions.filters.http.api_key_auth.v3.Credential;
import io.envoyproxy.envoy.extensions.filters.http.api_key_auth.v3.KeySource;
import io.gatehouse.envoy.NewerFields;
import io.gatehouse.routing.ClientKeys;
import io.gatehouse.routing.ClientKeys.Place;

final class ClientKeysFilter implements RouteOnlyFilter<ClientKeys> {
    @Override
    public HttpFilterOrder order() {
        return HttpFilterOrder.CLIENT_KEYS;
    }

    @Override
    public Class<ClientKeys> feature() {
        return ClientKeys.class;
    }

    @Override
    public ApiKeyAuth whole(ClientKeys keys) {
        ApiKeyAuth.Builder filter = ApiKeyAuth.newBuilder();
        keys.keys()
                .forEach((client, key) ->
                        filter.addCredentials(
                                Credential.newBuilder().setClient(client).setKey(key)));
        keys.places().forEach(place -> filter.addKeySources(place(place)));
        NewerFields.setForwarding(filter, keys.clientHeader(), !keys.forwarded());
        return filter.build();
    }

    private static KeySource place(Place place) {
        return switch (place) {
            case Place.InHeader(String name) -> KeySource.newBuilder().setHeader(name).build();
            case Place.InQuery(String name) -> KeySource.newBuilder().setQuery(name).build();
            case Place.InCookie(String name) -> KeySource.newBuilder().setCookie(name).build();
        };
    }
}
