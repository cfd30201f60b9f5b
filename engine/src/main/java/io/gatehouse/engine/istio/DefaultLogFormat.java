// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Json;
import io.gatehouse.config.codec.JsonMapping;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.routing.LogLayout;
import io.gatehouse.routing.LogLayout.Fields;
import io.gatehouse.routing.LogLayout.Line;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How access logs are written where nobody says how: in the order and by the names that Istio's
/// users search for.
final class DefaultLogFormat {
    private static final String PATH = "%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%";
    private static final String SERVICE_TIME = "%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%";

    /// One entry to a line, and after it a line's end.
    static final Line TEXT =
            line(
                    String.join(
                            " ",
                            "[%START_TIME%]",
                            quoted("%REQ(:METHOD)% " + PATH + " %PROTOCOL%"),
                            "%RESPONSE_CODE%",
                            "%RESPONSE_FLAGS%",
                            "%RESPONSE_CODE_DETAILS%",
                            "%CONNECTION_TERMINATION_DETAILS%",
                            quoted("%UPSTREAM_TRANSPORT_FAILURE_REASON%"),
                            "%BYTES_RECEIVED%",
                            "%BYTES_SENT%",
                            "%DURATION%",
                            SERVICE_TIME,
                            quoted("%REQ(X-FORWARDED-FOR)%"),
                            quoted("%REQ(USER-AGENT)%"),
                            quoted("%REQ(X-REQUEST-ID)%"),
                            quoted("%REQ(:AUTHORITY)%"),
                            quoted("%UPSTREAM_HOST%"),
                            "%UPSTREAM_CLUSTER_RAW%",
                            "%UPSTREAM_LOCAL_ADDRESS%",
                            "%DOWNSTREAM_LOCAL_ADDRESS%",
                            "%DOWNSTREAM_REMOTE_ADDRESS%",
                            "%REQUESTED_SERVER_NAME%",
                            "%ROUTE_NAME%"));

    /// Of JSON: mostly the command in small letters.
    private static final String[] SAME_NAMES = {
        "START_TIME",
        "ROUTE_NAME",
        "PROTOCOL",
        "RESPONSE_CODE",
        "RESPONSE_FLAGS",
        "RESPONSE_CODE_DETAILS",
        "CONNECTION_TERMINATION_DETAILS",
        "BYTES_RECEIVED",
        "BYTES_SENT",
        "DURATION",
        "UPSTREAM_HOST",
        "UPSTREAM_LOCAL_ADDRESS",
        "DOWNSTREAM_LOCAL_ADDRESS",
        "DOWNSTREAM_REMOTE_ADDRESS",
        "REQUESTED_SERVER_NAME",
        "UPSTREAM_TRANSPORT_FAILURE_REASON"
    };

    static final Fields JSON = json();

    private DefaultLogFormat() {}

    /// What the mesh says for its own file, and for the provider `envoy`.
    static LogLayout of(MeshConfig mesh) {
        String format = mesh.accessLogFormat();
        return switch (mesh.accessLogEncoding()) {
            case TEXT -> format.isEmpty() ? TEXT : line(format);
            case JSON -> JsonMapping.read(format).map(DefaultLogFormat::fields).orElse(JSON);
        };
    }

    /// Ends with a line's end, whether its author thought of it or not.
    static Line line(String text) {
        return new Line(text.endsWith("\n") ? text : text + "\n");
    }

    static Fields fields(Json labels) {
        return new Fields(JsonText.compact(labels.tree()));
    }

    private static Fields json() {
        Map<String, String> fields = new TreeMap<>();
        for (String name : SAME_NAMES) {
            fields.put(name.toLowerCase(Locale.ROOT), "%" + name + "%");
        }
        fields.put("method", "%REQ(:METHOD)%");
        fields.put("path", PATH);
        fields.put("upstream_service_time", SERVICE_TIME);
        fields.put("x_forwarded_for", "%REQ(X-FORWARDED-FOR)%");
        fields.put("user_agent", "%REQ(USER-AGENT)%");
        fields.put("request_id", "%REQ(X-REQUEST-ID)%");
        fields.put("authority", "%REQ(:AUTHORITY)%");
        fields.put("upstream_cluster", "%UPSTREAM_CLUSTER_RAW%");
        return new Fields(JsonText.compact(fields));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
