// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.gatehouse.Maintenance;
import io.gatehouse.routing.OutOfService;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

final class OutOfServiceReader {
    private static final int SERVICE_UNAVAILABLE = 503;

    private OutOfServiceReader() {}

    static OutOfService read(Maintenance maintenance) {
        Map<String, String> headers = new TreeMap<>();
        maintenance
                .headers()
                .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.put(
                "content-type",
                maintenance.contentType().isEmpty() ? "text/plain" : maintenance.contentType());
        maintenance
                .retryAfter()
                .ifPresent(time -> headers.put("retry-after", Long.toString(time.toSeconds())));
        return new OutOfService(
                maintenance.status().orElse(SERVICE_UNAVAILABLE),
                new TreeMap<>(headers),
                maintenance.body(),
                maintenance.except().stream().map(CertainRequestsReader::read).toList());
    }
}
