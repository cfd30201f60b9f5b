// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.lastgood;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.engine.KeySource;
import io.gatehouse.engine.istio.KeySet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Keys that were fetched, as a line of a file.
record KeyText(KeySource source, String document) {
    /// Of a symmetric key, with which whoever reads it could sign.
    private static final String SECRET = "\"kty\":\"oct\"";

    /// The public keys of a document; absent if there is another one among them.
    static Optional<KeyText> of(KeySource source, String document) {
        return KeySet.read(document)
                .usable()
                .filter(keys -> !keys.contains(SECRET))
                .map(keys -> new KeyText(source, keys));
    }

    String line() {
        return JsonText.compact(
                List.of(source.location(), String.valueOf(source.issuer()), document));
    }

    static KeyText read(String line) throws IOException {
        List<String> fields = Line.fields(line, 3);
        return new KeyText(
                new KeySource(fields.getFirst(), Boolean.parseBoolean(fields.get(1))),
                fields.get(2));
    }
}
