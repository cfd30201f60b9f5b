// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.config.codec.JsonText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is answered.
record AdminResponse(int status, String contentType, String body) {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain; charset=utf-8";

    static AdminResponse json(String json) {
        return new AdminResponse(200, JSON, json);
    }

    /// One line of text.
    static AdminResponse line(int status, String line) {
        return new AdminResponse(status, TEXT, line + "\n");
    }

    static AdminResponse error(int status, String message) {
        return error(status, Map.of("error", message));
    }

    static AdminResponse error(int status, String message, Collection<String> allowed) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("error", message);
        tree.put("allowed", List.copyOf(allowed));
        return error(status, tree);
    }

    /// An object that does not exist, as opposed to a path.
    static AdminResponse notFound(String message) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("error", message);
        tree.put("reason", "NotFound");
        return error(404, tree);
    }

    private static AdminResponse error(int status, Map<String, Object> tree) {
        return new AdminResponse(status, JSON, JsonText.pretty(tree));
    }
}
