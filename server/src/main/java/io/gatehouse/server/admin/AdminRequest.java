// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is asked for.
///
/// @param path its decoded parts: `/api/v1/findings` has three
/// @param parameters of the query; of one that is given twice, the last holds
record AdminRequest(List<String> path, SortedMap<String, String> parameters) {
    AdminRequest {
        path = List.copyOf(path);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /// @throws IllegalArgumentException if an escape in it is malformed
    static AdminRequest of(URI uri) {
        String raw = uri.getRawPath() == null ? "/" : uri.getRawPath();
        List<String> path =
                Arrays.stream(raw.substring(Math.min(1, raw.length())).split("/", -1))
                        .map(part -> decoded(part.replace("+", "%2B")))
                        .toList();
        SortedMap<String, String> parameters = new TreeMap<>();
        if (uri.getRawQuery() != null && !uri.getRawQuery().isEmpty()) {
            for (String parameter : uri.getRawQuery().split("&", -1)) {
                int equals = parameter.indexOf('=');
                String name = equals < 0 ? parameter : parameter.substring(0, equals);
                String value = equals < 0 ? "" : parameter.substring(equals + 1);
                parameters.put(decoded(name), decoded(value));
            }
        }
        return new AdminRequest(path, parameters);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
