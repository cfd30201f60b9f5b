// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.status;

import io.gatehouse.config.Kind;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiServer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes Events in the API server, which forgets each after about an hour. Needs `create` on
/// `events.events.k8s.io`.
///
/// @param reporter the name of this replica
public record EventSink(ApiServer api, String reporter) {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final int LONGEST_NOTE = 1024;

    /// A conflict if there is one of the same name.
    public ApiOutcome<String> create(FindingEvent event, Instant now) {
        String namespace = namespace(event);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "events.k8s.io/v1");
        document.put("kind", "Event");
        document.put("metadata", Map.of("name", event.name(), "namespace", namespace));
        document.put("eventTime", MICROSECONDS.format(now));
        document.put("reportingController", "gatehouse");
        document.put("reportingInstance", reporter);
        document.put("action", "Translate");
        document.put("type", "Warning");
        document.put("reason", event.reason());
        document.put("regarding", regarding(event));
        document.put("note", shortened(event.note()));
        return api.send(
                ApiRequest.of(
                        "POST",
                        "/apis/events.k8s.io/v1/namespaces/" + namespace + "/events",
                        ApiRequest.JSON,
                        JsonText.compact(document)));
    }

    /// Those of objects without a namespace are in `default`, as the API server demands.
    private static String namespace(FindingEvent event) {
        String namespace = event.object().namespace();
        return namespace.isEmpty() ? "default" : namespace;
    }

    private static Map<String, Object> regarding(FindingEvent event) {
        Kind kind = event.object().kind();
        String version = kind.versions().getFirst();
        Map<String, Object> regarding = new LinkedHashMap<>();
        regarding.put(
                "apiVersion", kind.group().isEmpty() ? version : kind.group() + "/" + version);
        regarding.put("kind", kind.kindName());
        if (!event.object().namespace().isEmpty()) {
            regarding.put("namespace", event.object().namespace());
        }
        regarding.put("name", event.object().name());
        regarding.put("uid", event.uid());
        return regarding;
    }

    private static String shortened(String note) {
        return note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE - 1) + "…";
    }
}
