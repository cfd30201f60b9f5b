// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gatehouse.config.codec.ApiObject;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Lists a kind, page by page and object by object, so that no list is held as text.
final class KindLister {
    private static final Duration LONGEST_PAGE = Duration.ofSeconds(60);

    private final ApiServer api;
    private final ObjectDecoder decoder;
    private final WatchedKind kind;
    private final int pageSize;

    private record Page(String resourceVersion, String continueToken) {}

    KindLister(ApiServer api, ObjectDecoder decoder, WatchedKind kind, int pageSize) {
        this.api = api;
        this.decoder = decoder;
        this.kind = kind;
        this.pageSize = pageSize;
    }

    ApiOutcome<Listing> list(String version) {
        List<ApiObject> objects = new ArrayList<>();
        String continueToken = "";
        int limit = pageSize;
        while (true) {
            boolean continued = !continueToken.isEmpty();
            switch (page(kind.list(version, limit, continueToken), objects)) {
                case ApiOutcome.Failed<Page>(ApiFailure.Gone _) when continued -> {
                    // it took longer than lists are kept: once more, in one page
                    objects.clear();
                    continueToken = "";
                    limit = 0;
                }
                case ApiOutcome.Failed<Page>(ApiFailure failure) -> {
                    return new ApiOutcome.Failed<>(failure);
                }
                case ApiOutcome.Ok<Page>(Page page) -> {
                    if (page.continueToken.isEmpty()) {
                        return new ApiOutcome.Ok<>(new Listing(page.resourceVersion, objects));
                    }
                    continueToken = page.continueToken;
                }
            }
        }
    }

    private ApiOutcome<Page> page(ApiRequest request, List<ApiObject> objects) {
        return switch (api.open(request, LONGEST_PAGE)) {
            case ApiOutcome.Failed<InputStream>(ApiFailure failure) ->
                    new ApiOutcome.Failed<>(failure);
            case ApiOutcome.Ok<InputStream>(InputStream content) -> {
                try (content;
                        JsonParser json = decoder.parser(content)) {
                    yield new ApiOutcome.Ok<>(read(json, objects));
                } catch (IOException e) {
                    yield new ApiOutcome.Failed<>(
                            new ApiFailure.Unavailable("list not readable: " + e.getMessage()));
                }
            }
        };
    }

    private Page read(JsonParser json, List<ApiObject> objects) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("found no object (expected: a list)");
        }
        Page page = new Page("", "");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
                page = metadata(json);
            } else if (name.equals("items") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    objects.add(decoder.decode(json, kind));
                }
            } else {
                json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new IOException("found more after the list");
        }
        if (page.resourceVersion.isEmpty()) {
            throw new IOException("found no metadata.resourceVersion");
        }
        return page;
    }

    private static Page metadata(JsonParser json) throws IOException {
        String resourceVersion = "";
        String continueToken = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("resourceVersion") && value == JsonToken.VALUE_STRING) {
                resourceVersion = json.getText();
            } else if (name.equals("continue") && value == JsonToken.VALUE_STRING) {
                continueToken = json.getText();
            } else {
                json.skipChildren();
            }
        }
        return new Page(resourceVersion, continueToken);
    }
}
