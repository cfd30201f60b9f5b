// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/// The answer to one request.
///
/// @param headers by lower-case name
/// @param trailers what followed the body, by lower-case name
public record GatewayResponse(
        int status,
        SortedMap<String, List<String>> headers,
        String body,
        SortedMap<String, List<String>> trailers) {
    public GatewayResponse {
        headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
        trailers = Collections.unmodifiableSortedMap(new TreeMap<>(trailers));
    }

    /// Without trailers.
    public GatewayResponse(int status, SortedMap<String, List<String>> headers, String body) {
        this(status, headers, body, Collections.emptySortedMap());
    }

    /// The first value of that header, or an empty string.
    public String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? "" : values.getFirst();
    }

    /// What the [EchoBackend] behind the gateway saw.
    public Echo echo() {
        return Echo.parse(body);
    }
}
