// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.Http1ProtocolOptions.HeaderKeyFormat;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.http.header_formatters.preserve_case.v3.PreserveCaseFormatterConfig;

/// How HTTP/1 is spoken.
public final class Http1Options {
    private static final Http1ProtocolOptions LETTER_CASE =
            Http1ProtocolOptions.newBuilder()
                    .setHeaderKeyFormat(
                            HeaderKeyFormat.newBuilder()
                                    .setStatefulFormatter(
                                            TypedExtensionConfig.newBuilder()
                                                    .setName("preserve_case")
                                                    .setTypedConfig(
                                                            Any.pack(
                                                                    PreserveCaseFormatterConfig
                                                                            .getDefaultInstance()))))
                    .build();

    private Http1Options() {}

    /// @param letterCase see [io.gatehouse.routing.HttpEdge]; it needs both sides of a proxy
    public static Http1ProtocolOptions of(boolean letterCase) {
        return letterCase ? LETTER_CASE : Http1ProtocolOptions.getDefaultInstance();
    }
}
