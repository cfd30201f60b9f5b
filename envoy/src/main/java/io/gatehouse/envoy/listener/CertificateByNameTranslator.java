// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.listener;

import com.google.protobuf.Any;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CommonTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.gatehouse.envoy.AdsSource;
import io.gatehouse.envoy.CertificateSelectorTypes;

/// Has a chain ask for the certificate that is named like the server name of a client's TLS hello,
/// at the first connection that needs it. Envoy resumes no sessions then: it refuses the listener
/// otherwise.
final class CertificateByNameTranslator {
    /// Without a server name: no certificate is called so.
    private static final String NO_NAME = "-";

    private static final TypedExtensionConfig BY_SERVER_NAME =
            extension(
                    "envoy.tls.certificate_mappers.sni",
                    with(
                                    DynamicMessage.newBuilder(CertificateSelectorTypes.SERVER_NAME),
                                    "default_value",
                                    NO_NAME)
                            .build());

    private static final TypedExtensionConfig SELECTOR =
            extension(
                    "envoy.tls.certificate_selectors.on_demand_secret",
                    with(
                                    with(
                                            DynamicMessage.newBuilder(
                                                    CertificateSelectorTypes.ON_DEMAND_SECRET),
                                            "config_source",
                                            AdsSource.PATIENT),
                                    "certificate_mapper",
                                    BY_SERVER_NAME)
                            .build());

    private CertificateByNameTranslator() {}

    static void apply(CommonTlsContext.Builder common, DownstreamTlsContext.Builder context) {
        common.setCustomTlsCertificateSelector(SELECTOR);
        context.setDisableStatelessSessionResumption(true)
                .setDisableStatefulSessionResumption(true);
    }

    private static TypedExtensionConfig extension(String name, Message config) {
        return TypedExtensionConfig.newBuilder()
                .setName(name)
                .setTypedConfig(Any.pack(config))
                .build();
    }

    private static DynamicMessage.Builder with(
            DynamicMessage.Builder message, String field, Object value) {
        return message.setField(message.getDescriptorForType().findFieldByName(field), value);
    }
}
