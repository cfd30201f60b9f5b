// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.codec.JsonText;
import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// An API server that holds objects by their paths and follows its rules for writes: a status is
/// written apart, a version that has passed is a conflict, and so is a name that is taken.
final class ApiObjects implements ApiServer {
    private final Map<String, Map<String, Object>> objects = new TreeMap<>();
    private final List<Map<String, Object>> events = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private final Deque<ApiFailure> failures = new ArrayDeque<>();
    private Optional<Runnable> beforeWrite = Optional.empty();
    private int requests;
    private long version = 100;

    /// @param path such as `/apis/networking.istio.io/v1/namespaces/shop/gateways/gw`
    synchronized void put(String path, String json) {
        Map<String, Object> object = parse(json);
        child(object, "metadata").put("resourceVersion", String.valueOf(++version));
        objects.put(path, object);
    }

    synchronized void delete(String path) {
        objects.remove(path);
    }

    @SuppressWarnings("unchecked")
    synchronized Map<String, Object> status(String path) {
        return (Map<String, Object>)
                objects.getOrDefault(path, Map.of()).getOrDefault("status", Map.of());
    }

    synchronized List<Map<String, Object>> events() {
        return List.copyOf(events);
    }

    /// The paths of the writes that succeeded.
    synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    synchronized int requests() {
        return requests;
    }

    /// What the next writes of a status come to, before any succeeds.
    synchronized void failNextWrites(ApiFailure... outcomes) {
        failures.addAll(List.of(outcomes));
    }

    /// Another one is faster, once.
    synchronized void beforeNextWrite(Runnable change) {
        beforeWrite = Optional.of(change);
    }

    @Override
    public String address() {
        return "test";
    }

    @Override
    public ApiOutcome<InputStream> open(ApiRequest request, Duration longest) {
        return send(request)
                .map(text -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public synchronized ApiOutcome<String> send(ApiRequest request) {
        requests++;
        String path = request.path().replaceFirst("\\?.*", "");
        String body = request.body().map(ApiRequest.Body::text).orElse("{}");
        return switch (request.method()) {
            case "PUT" -> write(path.replaceFirst("/status$", ""), parse(body));
            case "POST" -> create(parse(body));
            default -> path.equals("/apis/networking.istio.io") ? versions() : read(path);
        };
    }

    private static ApiOutcome<String> versions() {
        return ok(Map.of("versions", List.of(Map.of("version", "v1"))));
    }

    private ApiOutcome<String> read(String path) {
        if (objects.containsKey(path)) {
            return ok(objects.get(path));
        }
        String plural = path.substring(path.lastIndexOf('/'));
        return plural.endsWith("s")
                ? ok(
                        Map.of(
                                "metadata",
                                Map.of(),
                                "items",
                                objects.entrySet().stream()
                                        .filter(o -> o.getKey().contains(plural + "/"))
                                        .map(Map.Entry::getValue)
                                        .toList()))
                : failed(new ApiFailure.NotFound("no " + path));
    }

    private ApiOutcome<String> write(String path, Map<String, Object> given) {
        if (!failures.isEmpty()) {
            return failed(failures.remove());
        }
        Optional<Runnable> change = beforeWrite;
        beforeWrite = Optional.empty();
        change.ifPresent(Runnable::run);
        Map<String, Object> there = objects.get(path);
        if (there == null) {
            return failed(new ApiFailure.NotFound("no " + path));
        }
        String read = String.valueOf(child(given, "metadata").get("resourceVersion"));
        if (!read.equals(child(there, "metadata").get("resourceVersion"))) {
            return failed(new ApiFailure.Conflict("has changed"));
        }
        Map<String, Object> after = new LinkedHashMap<>(there);
        after.put("status", Objects.requireNonNull(given.get("status")));
        put(path, JsonText.compact(after));
        writes.add(path);
        return read(path);
    }

    private ApiOutcome<String> create(Map<String, Object> event) {
        boolean taken =
                events.stream()
                        .anyMatch(e -> child(e, "metadata").equals(child(event, "metadata")));
        if (taken) {
            return failed(new ApiFailure.Conflict("already exists"));
        }
        events.add(event);
        return ok(event);
    }

    private static ApiOutcome<String> ok(Map<String, Object> document) {
        return new ApiOutcome.Ok<>(JsonText.compact(document));
    }

    private static ApiOutcome<String> failed(ApiFailure failure) {
        return new ApiOutcome.Failed<>(failure);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> document, String name) {
        return (Map<String, Object>) Objects.requireNonNull(document.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parse(String json) {
        try {
            return (Map<String, Object>) JsonText.parse(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
