// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.status;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An object as the API server has it, all fields.
public record StoredObject(ObjectKey key, Map<String, Object> document) {
    private static final String METADATA = "metadata";
    private static final String STATUS = "status";

    public StoredObject {
        document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
    }

    static StoredObject of(Kind kind, Map<String, Object> document) {
        Map<String, Object> metadata = part(document, METADATA);
        return new StoredObject(
                new ObjectKey(
                        kind,
                        String.valueOf(metadata.getOrDefault("namespace", "")),
                        String.valueOf(metadata.get("name"))),
                document);
    }

    /// Empty if it has none.
    public Map<String, Object> status() {
        return part(document, STATUS);
    }

    public long generation() {
        return metadata("generation") instanceof Long number ? number : 0;
    }

    public String uid() {
        return metadata("uid") instanceof String text ? text : "";
    }

    /// The whole document, with another status.
    Map<String, Object> with(Map<String, Object> status) {
        Map<String, Object> changed = new LinkedHashMap<>(document);
        changed.put(STATUS, status);
        return changed;
    }

    private Object metadata(String field) {
        return part(document, METADATA).getOrDefault(field, "");
    }

    @SuppressWarnings("unchecked") // JSON objects have strings as keys
    private static Map<String, Object> part(Map<String, Object> document, String name) {
        return document.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
