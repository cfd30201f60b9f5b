// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.gatehouse.config.Kind;
import io.gatehouse.config.codec.ApiObject;
import io.gatehouse.config.codec.ApiObjectReader;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.validation.ValidatedResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;

/// JSON of the API server to objects that are judged. Safe for use by several threads.
final class ObjectDecoder {
    private final JsonFactory json = new JsonFactory();
    private final ApiObjectReader reader = new ApiObjectReader(ReadLimits.DEFAULT);

    JsonParser parser(InputStream content) throws IOException {
        return json.createParser(content);
    }

    /// The object at which the parser stands.
    ApiObject decode(JsonParser object, WatchedKind kind) throws IOException {
        return kind.keysOnly() ? reader.readKey(object, kind.kind()) : decode(object, kind.kind());
    }

    private ApiObject decode(JsonParser object, Kind kind) throws IOException {
        ApiObject read = reader.read(object, kind);
        return new ApiObject(
                read.key(),
                read.resourceVersion(),
                ValidatedResult.of(read.result(), UnaryOperator.identity()));
    }

    /// The one object that a text is.
    ApiObject decode(String text, Kind kind) throws IOException {
        try (JsonParser parser = json.createParser(text)) {
            parser.nextToken();
            return decode(parser, kind);
        }
    }
}
