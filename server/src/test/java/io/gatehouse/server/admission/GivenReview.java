// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// AdmissionReviews as the API server sends them, of objects in YAML.
record GivenReview(Map<String, Object> request) {
    static GivenReview create(String yaml) {
        return of(Map.of("operation", "CREATE", "object", tree(yaml)), tree(yaml));
    }

    static GivenReview update(String before, String after) {
        return of(
                Map.of("operation", "UPDATE", "object", tree(after), "oldObject", tree(before)),
                tree(after));
    }

    static GivenReview delete(String yaml) {
        return of(Map.of("operation", "DELETE", "oldObject", tree(yaml)), tree(yaml));
    }

    GivenReview with(String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(request);
        changed.put(field, value);
        return new GivenReview(changed);
    }

    String json() {
        return JsonText.compact(
                Map.of(
                        "apiVersion",
                        "admission.k8s.io/v1",
                        "request",
                        request,
                        "kind",
                        "AdmissionReview"));
    }

    ReviewRequest read() {
        try {
            return ReviewRequestReader.read(json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GivenReview of(Map<String, Object> versions, Map<?, ?> object) {
        Map<?, ?> metadata = map(object.get("metadata"));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("uid", "705ab4f5-6393-11e8-b7cc-42010a800002");
        String[] version = String.valueOf(object.get("apiVersion")).split("/", -1);
        request.put(
                "kind",
                Map.of(
                        "group",
                        version.length == 1 ? "" : version[0],
                        "version",
                        version[version.length - 1],
                        "kind",
                        object.get("kind")));
        request.put("name", metadata.get("name"));
        request.put("namespace", metadata.get("namespace"));
        request.putAll(versions);
        request.put("userInfo", Map.of("username", "anna"));
        request.put("dryRun", false);
        return new GivenReview(request);
    }

    static Map<?, ?> map(@Nullable Object tree) {
        return tree instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Map<?, ?> tree(String yaml) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }
}
