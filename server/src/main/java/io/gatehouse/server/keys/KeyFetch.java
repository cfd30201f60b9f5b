// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.engine.KeySource;
import io.gatehouse.engine.istio.KeySet;
import io.gatehouse.server.fetch.FetchClient;
import io.gatehouse.server.fetch.FetchException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// Finds and reads a set of keys, of which at least one can be used.
record KeyFetch(FetchClient client) {
    private static final String CONFIGURATION = "/.well-known/openid-configuration";

    String document(KeySource source, Duration timeout)
            throws FetchException, InterruptedException {
        String location =
                source.issuer() ? discover(source.location(), timeout) : source.location();
        String document = client.text(location, timeout);
        if (source.what() == KeySource.Content.CONFIGURATION) {
            return document;
        }
        KeySet set = KeySet.read(document);
        if (set.usable().isEmpty()) {
            throw new FetchException(
                    "%s: %s".formatted(location, String.join("; ", set.problems())));
        }
        return document;
    }

    /// OpenID Connect Discovery 1.0, section 4.
    private String discover(String issuer, Duration timeout)
            throws FetchException, InterruptedException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        String configuration = base + CONFIGURATION;
        try {
            if (JsonText.parse(client.text(configuration, timeout)) instanceof Map<?, ?> fields
                    && fields.get("jwks_uri") instanceof String uri) {
                return uri;
            }
        } catch (IOException _) {
            throw new FetchException(configuration + " is no JSON object");
        }
        throw new FetchException(configuration + " says no jwks_uri");
    }
}
