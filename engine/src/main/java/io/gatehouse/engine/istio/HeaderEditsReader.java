// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.Headers;
import io.gatehouse.config.istio.Headers.HeaderOperations;
import io.gatehouse.routing.HeaderEdits;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Istio's `headers` as edits, and the one edit that is none: setting `Host` changes where the
/// request is sent to.
final class HeaderEditsReader {
    private HeaderEditsReader() {}

    static HeaderEdits read(Optional<Headers> headers) {
        return new HeaderEdits(
                edits(headers.flatMap(Headers::request)),
                edits(headers.flatMap(Headers::response)));
    }

    /// The value that `request.set` gives to `Host` or `:authority`.
    static Optional<String> authority(Optional<Headers> headers) {
        return headers.flatMap(Headers::request).stream()
                .flatMap(operations -> operations.set().entrySet().stream())
                .filter(entry -> isHost(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static HeaderEdits.Edits edits(Optional<HeaderOperations> operations) {
        return operations
                .map(o ->
                        new HeaderEdits.Edits(
                                ordinary(o.set()),
                                ordinary(o.add()),
                                o.remove().stream().filter(name -> !internal(name)).toList()))
                .orElse(HeaderEdits.Edits.NONE);
    }

    private static SortedMap<String, String> ordinary(SortedMap<String, String> headers) {
        SortedMap<String, String> ordinary = new TreeMap<>(headers);
        ordinary.keySet().removeIf(HeaderEditsReader::internal);
        return ordinary;
    }

    /// Envoy refuses edits of pseudo headers and of `Host`; Istio drops them.
    private static boolean internal(String name) {
        return name.startsWith(":") || isHost(name);
    }

    private static boolean isHost(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("host") || lower.equals(":authority");
    }
}
