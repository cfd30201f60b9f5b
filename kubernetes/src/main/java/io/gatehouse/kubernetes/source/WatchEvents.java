// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.kubernetes.api.ApiStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The answer to a watch, line by line.
final class WatchEvents implements AutoCloseable {
    private final ObjectDecoder decoder;
    private final WatchedKind kind;
    private final InputStream content;
    private final JsonParser json;

    WatchEvents(ObjectDecoder decoder, WatchedKind kind, InputStream content) throws IOException {
        this.decoder = decoder;
        this.kind = kind;
        this.content = content;
        this.json = decoder.parser(content);
    }

    /// Waits for the next one; empty at the end.
    Optional<WatchEvent> next() throws IOException {
        JsonToken start = json.nextToken();
        if (start == null) {
            return Optional.empty();
        }
        Optional<WatchEvent> event = Optional.empty();
        String type = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("type") && value == JsonToken.VALUE_STRING) {
                type = json.getText();
            } else if (name.equals("object") && value == JsonToken.START_OBJECT) {
                event = Optional.of(event(type));
            } else {
                json.skipChildren();
            }
        }
        if (event.isEmpty()) {
            throw new IOException("found an event without an object");
        }
        return event;
    }

    private WatchEvent event(String type) throws IOException {
        return switch (type) {
            case "ADDED", "MODIFIED" -> new WatchEvent.Put(decoder.decode(json, kind));
            case "DELETED" -> new WatchEvent.Removed(decoder.decode(json, kind));
            case "BOOKMARK" -> new WatchEvent.Bookmark(resourceVersion());
            case "ERROR" -> new WatchEvent.Failed(ApiStatus.read(json).failure());
            default -> throw new IOException("found an event of type \"" + type + "\"");
        };
    }

    /// Of a bookmark, which has no name.
    private String resourceVersion() throws IOException {
        String version = "";
        int depth = 1;
        String field = "";
        while (depth > 0) {
            switch (json.nextToken()) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case FIELD_NAME -> field = json.currentName();
                case VALUE_STRING ->
                        version =
                                depth == 2 && field.equals("resourceVersion")
                                        ? json.getText()
                                        : version;
                case null -> throw new IOException("the answer broke off");
                default -> {}
            }
        }
        return version;
    }

    @Override
    public void close() throws IOException {
        json.close();
        content.close();
    }
}
