// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.github.xds.type.matcher.v3.Matcher;
import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.filters.http.composite.v3.ExecuteFilterAction;

/// What Envoy 1.40 takes on routes for a composite filter, and its generated classes, which are
/// older, have not.
public final class CompositeTypes {
    static final Descriptor PER_ROUTE =
            HandmadeType.of(
                    "envoy.extensions.filters.http.composite.v3",
                    "CompositePerRoute",
                    HandmadeType.field("matcher", 1, Matcher.getDescriptor()));

    private CompositeTypes() {}

    /// Has the composite filter be that filter, for whatever request.
    public static Message always(String name, Message filter) {
        ExecuteFilterAction action =
                ExecuteFilterAction.newBuilder().setTypedConfig(extension(name, filter)).build();
        Matcher matcher =
                Matcher.newBuilder()
                        .setOnNoMatch(
                                Matcher.OnMatch.newBuilder()
                                        .setAction(
                                                com.github.xds.core.v3.TypedExtensionConfig
                                                        .newBuilder()
                                                        .setName(name)
                                                        .setTypedConfig(Any.pack(action))))
                        .build();
        return DynamicMessage.newBuilder(PER_ROUTE)
                .setField(PER_ROUTE.findFieldByNumber(1), matcher)
                .build();
    }

    private static TypedExtensionConfig extension(String name, Message filter) {
        return TypedExtensionConfig.newBuilder()
                .setName(name)
                .setTypedConfig(Any.pack(filter))
                .build();
    }
}
