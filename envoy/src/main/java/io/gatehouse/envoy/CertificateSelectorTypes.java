// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import com.google.protobuf.Descriptors.Descriptor;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;

/// Types of Envoy 1.40 that choose certificates, and that its generated classes, which are older,
/// have not.
public final class CertificateSelectorTypes {
    private static final String PACKAGE = "envoy.extensions.transport_sockets.tls.";

    /// `cert_selectors.on_demand_secret.v3.Config`: asks for a certificate when it is needed.
    public static final Descriptor ON_DEMAND_SECRET =
            HandmadeType.of(
                    PACKAGE + "cert_selectors.on_demand_secret.v3",
                    "Config",
                    HandmadeType.field("config_source", 1, ConfigSource.getDescriptor()),
                    HandmadeType.field(
                            "certificate_mapper", 2, TypedExtensionConfig.getDescriptor()));

    /// `cert_mappers.sni.v3.SNI`: by the server name of the TLS hello.
    public static final Descriptor SERVER_NAME =
            HandmadeType.of(
                    PACKAGE + "cert_mappers.sni.v3", "SNI", HandmadeType.text("default_value", 1));

    private CertificateSelectorTypes() {}
}
