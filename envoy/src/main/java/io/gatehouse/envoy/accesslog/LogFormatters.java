// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.accesslog;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.formatter.req_without_query.v3.ReqWithoutQuery;
import io.gatehouse.routing.LogLayout;
import io.gatehouse.routing.LogLayout.Fields;
import io.gatehouse.routing.LogLayout.Line;
import java.util.List;

/// What knows commands that Envoy does not know by itself, where they are used.
final class LogFormatters {
    private static final TypedExtensionConfig WITHOUT_QUERY =
            TypedExtensionConfig.newBuilder()
                    .setName("envoy.formatter.req_without_query")
                    .setTypedConfig(Any.pack(ReqWithoutQuery.getDefaultInstance()))
                    .build();

    private LogFormatters() {}

    static List<TypedExtensionConfig> of(LogLayout layout) {
        String text =
                switch (layout) {
                    case Line line -> line.text();
                    case Fields fields -> fields.json();
                };
        return text.contains("%REQ_WITHOUT_QUERY") ? List.of(WITHOUT_QUERY) : List.of();
    }
}
