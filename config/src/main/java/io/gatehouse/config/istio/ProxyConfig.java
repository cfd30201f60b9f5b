// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.OtherFieldsAllowed;
import java.util.Optional;

/// How one proxy is set up: `defaultConfig` of the [MeshConfig], and over it the annotation
/// `proxy.istio.io/config` of the proxy's Pod. Only the fields that matter at a gateway.
@OtherFieldsAllowed
public record ProxyConfig(Optional<GatewayTopology> gatewayTopology) {
    public static final ProxyConfig DEFAULT = new ProxyConfig(Optional.empty());

    /// What stands in front of the gateway.
    ///
    /// @param proxyProtocol present when each connection starts with a PROXY header
    public record GatewayTopology(
            int numTrustedProxies,
            ForwardClientCertDetails forwardClientCertDetails,
            Optional<ProxyProtocol> proxyProtocol) {}

    public record ProxyProtocol() {}

    /// What becomes of `X-Forwarded-Client-Cert`; `UNDEFINED` is `SANITIZE_SET` at a gateway.
    public enum ForwardClientCertDetails {
        UNDEFINED,
        SANITIZE,
        FORWARD_ONLY,
        APPEND_FORWARD,
        SANITIZE_SET,
        ALWAYS_FORWARD_ONLY
    }
}
