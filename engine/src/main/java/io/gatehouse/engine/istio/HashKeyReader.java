// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.LoadBalancer.ConsistentHash;
import io.gatehouse.config.istio.LoadBalancer.HttpCookie;
import io.gatehouse.routing.HashKey;
import java.util.Optional;
import java.util.TreeMap;

/// What of a request a `consistentHash` looks at.
final class HashKeyReader {
    private HashKeyReader() {}

    static Optional<HashKey> read(ConsistentHash hash) {
        return hash.httpHeaderName()
                .<HashKey>map(HashKey.Header::new)
                .or(() -> hash.httpCookie().map(HashKeyReader::cookie))
                .or(() -> hash.httpQueryParameterName().map(HashKey.QueryParameter::new))
                .or(() ->
                        hash.useSourceIp()
                                .filter(Boolean::booleanValue)
                                .map(_ -> new HashKey.Source()));
    }

    private static HashKey cookie(HttpCookie cookie) {
        TreeMap<String, String> attributes = new TreeMap<>();
        cookie.attributes()
                .forEach(attribute -> attributes.put(attribute.name(), attribute.value()));
        return new HashKey.Cookie(cookie.name(), cookie.path(), cookie.ttl(), attributes);
    }
}
