// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.status;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiResource;
import io.gatehouse.kubernetes.api.ApiServer;
import io.gatehouse.kubernetes.source.QueryText;
import io.gatehouse.kubernetes.source.ServedVersions;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The status of objects in the API server. Needs `get` and `list` on the kinds and `update` on
/// their subresource `status`. For one thread.
public final class StatusObjects {
    private static final String WRITER = "gatehouse-status";
    private static final int PAGE = 200;

    private final ApiServer api;
    private final Map<Kind, String> versions = new EnumMap<>(Kind.class);

    public StatusObjects(ApiServer api) {
        this.api = api;
    }

    /// All objects of a kind, page by page. Returns what went wrong, if something did.
    public Optional<ApiFailure> list(Kind kind, Consumer<StoredObject> reader) {
        String next = "";
        do {
            String query =
                    "?limit="
                            + PAGE
                            + (next.isEmpty() ? "" : "&continue=" + QueryText.encoded(next));
            switch (inVersion(kind, resource -> get(resource.path() + query))
                    .map(StatusObjects::parse)) {
                case ApiOutcome.Failed<Map<String, Object>>(ApiFailure failure) -> {
                    return Optional.of(failure);
                }
                case ApiOutcome.Ok<Map<String, Object>>(Map<String, Object> list) ->
                        next = page(kind, list, reader);
            }
        } while (!next.isEmpty());
        return Optional.empty();
    }

    public ApiOutcome<StoredObject> read(ObjectKey key) {
        return inVersion(key.kind(), resource -> get(resource.path(key)))
                .map(text -> StoredObject.of(key.kind(), parse(text)));
    }

    /// A conflict if the object has changed since it was read.
    public ApiOutcome<StoredObject> write(StoredObject read, Map<String, Object> status) {
        ObjectKey key = read.key();
        return inVersion(
                        key.kind(),
                        resource ->
                                ApiRequest.of(
                                        "PUT",
                                        resource.path(key) + "/status?fieldManager=" + WRITER,
                                        ApiRequest.JSON,
                                        JsonText.compact(read.with(status))))
                .map(text -> StoredObject.of(key.kind(), parse(text)));
    }

    private static ApiRequest get(String path) {
        return ApiRequest.get(path);
    }

    private ApiOutcome<String> inVersion(Kind kind, Function<ApiResource, ApiRequest> request) {
        if (!versions.containsKey(kind)) {
            switch (new ServedVersions(api).of(kind)) {
                case ApiOutcome.Failed<List<String>>(ApiFailure failure) -> {
                    return new ApiOutcome.Failed<>(failure);
                }
                case ApiOutcome.Ok<List<String>>(List<String> served) -> {
                    if (served.isEmpty()) {
                        return new ApiOutcome.Failed<>(
                                new ApiFailure.NotFound("no " + ApiResource.name(kind)));
                    }
                    versions.put(kind, served.getFirst());
                }
            }
        }
        ApiOutcome<String> outcome =
                api.send(request.apply(new ApiResource(kind, versions.getOrDefault(kind, ""))));
        if (outcome instanceof ApiOutcome.Failed<String>(ApiFailure.NotFound _)) {
            versions.remove(kind);
        }
        return outcome;
    }

    /// Returns where the next one begins; empty at the end.
    private static String page(Kind kind, Map<String, Object> list, Consumer<StoredObject> reader) {
        if (list.get("items") instanceof List<?> items) {
            items.forEach(item -> reader.accept(StoredObject.of(kind, object(item))));
        }
        Object next = object(list.getOrDefault("metadata", Map.of())).get("continue");
        return next instanceof String token ? token : "";
    }

    private static Map<String, Object> parse(String text) {
        try {
            return object(JsonText.parseOpen(text));
        } catch (IOException e) {
            throw new IllegalStateException("The API server's answer is no JSON object", e);
        }
    }

    @SuppressWarnings("unchecked") // JSON objects have strings as keys
    private static Map<String, Object> object(Object tree) {
        return tree instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
