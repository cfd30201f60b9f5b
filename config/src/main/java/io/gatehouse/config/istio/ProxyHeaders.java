// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.PassedOver;
import io.gatehouse.config.PassedOver.Elsewhere;
import java.util.Optional;

/// `proxyHeaders` of a [ProxyConfig]: what a proxy adds to requests and answers by itself.
///
/// @param envoyDebugHeaders those that begin with `x-envoy-`
/// @param attemptCount that requests say which attempt they are
/// @param xForwardedHost the host that a rule replaced
/// @param setCurrentClientCertDetails what `X-Forwarded-Client-Cert` says of a client's certificate
@PassedOver(
        noEffect = "metadataExchangeHeaders",
        elsewhere =
                @Elsewhere(
                        field = "forwardedClientCert",
                        advice = "use gatewayTopology.forwardClientCertDetails"))
public record ProxyHeaders(
        Optional<Server> server,
        Optional<Disabled> requestId,
        Optional<Disabled> envoyDebugHeaders,
        Optional<CertificateDetails> setCurrentClientCertDetails,
        Optional<Disabled> attemptCount,
        Optional<Boolean> preserveHttp1HeaderCase,
        Optional<Enabled> xForwardedHost,
        Optional<Enabled> xForwardedPort) {
    /// @param value empty means `istio-envoy`
    public record Server(boolean disabled, String value) {}

    public record Disabled(boolean disabled) {}

    public record Enabled(boolean enabled) {}

    /// What is absent is not said.
    public record CertificateDetails(
            boolean subject, boolean cert, boolean chain, boolean dns, boolean uri) {}
}
