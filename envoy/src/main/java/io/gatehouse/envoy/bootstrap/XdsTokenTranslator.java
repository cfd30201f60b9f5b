// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import com.github.xds.type.v3.TypedStruct;
import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.filters.http.credential_injector.v3.CredentialInjector;
import io.envoyproxy.envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import java.util.List;

/// Puts the token that a file holds at the time into each stream: filters on the way to the control
/// plane, since the metadata of a stream can only be constant.
final class XdsTokenTranslator {
    private XdsTokenTranslator() {}

    static List<HttpFilter> filters(FileSecret.Token file) {
        TypedExtensionConfig credential =
                TypedExtensionConfig.newBuilder()
                        .setName("envoy.http.injected_credentials.generic")
                        .setTypedConfig(Any.pack(bearer(file)))
                        .build();
        return List.of(
                filter(
                        "envoy.filters.http.credential_injector",
                        CredentialInjector.newBuilder()
                                .setOverwrite(true)
                                .setCredential(credential)
                                .build()),
                filter("envoy.filters.http.upstream_codec", UpstreamCodec.getDefaultInstance()));
    }

    /// As a struct, because the field for the prefix is younger than the protos.
    private static TypedStruct bearer(FileSecret.Token file) {
        Struct value =
                Struct.newBuilder()
                        .putFields("header_value_prefix", text("Bearer "))
                        .putFields("credential", reference(file))
                        .build();
        return TypedStruct.newBuilder()
                .setTypeUrl(
                        "type.googleapis.com/envoy.extensions.http.injected_credentials.generic.v3.Generic")
                .setValue(value)
                .build();
    }

    private static Value reference(FileSecret.Token file) {
        Value path =
                struct("path_config_source", struct("path", text(file.pointer().toAbsolutePath())));
        return Value.newBuilder()
                .setStructValue(
                        Struct.newBuilder()
                                .putFields("name", text(file.name()))
                                .putFields(
                                        "sds_config",
                                        Value.newBuilder()
                                                .setStructValue(
                                                        path.getStructValue().toBuilder()
                                                                .putFields(
                                                                        "resource_api_version",
                                                                        text("V3")))
                                                .build()))
                .build();
    }

    private static Value struct(String key, Value value) {
        return Value.newBuilder().setStructValue(Struct.newBuilder().putFields(key, value)).build();
    }

    private static Value text(Object text) {
        return Value.newBuilder().setStringValue(text.toString()).build();
    }

    private static HttpFilter filter(String name, Message config) {
        return HttpFilter.newBuilder().setName(name).setTypedConfig(Any.pack(config)).build();
    }
}
