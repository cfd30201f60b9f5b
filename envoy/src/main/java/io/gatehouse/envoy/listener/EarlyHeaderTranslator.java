// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.common.mutation_rules.v3.HeaderMutation;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.gatehouse.envoy.HeaderOption;

/// Writes a request header before the request is routed, over whatever the client has sent.
final class EarlyHeaderTranslator {
    private EarlyHeaderTranslator() {}

    /// @param value with Envoy's commands, such as `%REQ(:AUTHORITY)%`
    static TypedExtensionConfig overwrite(String name, String value) {
        HeaderMutation mutation =
                HeaderMutation.newBuilder()
                        .setAppend(HeaderOption.overwriting(name, value))
                        .build();
        return TypedExtensionConfig.newBuilder()
                .setName("envoy.http.early_header_mutation.header_mutation")
                .setTypedConfig(
                        Any.pack(
                                io.envoyproxy.envoy.extensions.http.early_header_mutation
                                        .header_mutation.v3.HeaderMutation.newBuilder()
                                        .addMutations(mutation)
                                        .build()))
                .build();
    }
}
