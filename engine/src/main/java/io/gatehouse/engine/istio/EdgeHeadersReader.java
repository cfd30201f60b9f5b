// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ProxyHeaders;
import io.gatehouse.config.istio.ProxyHeaders.CertificateDetails;
import io.gatehouse.config.istio.ProxyHeaders.Disabled;
import io.gatehouse.config.istio.ProxyHeaders.Enabled;
import io.gatehouse.config.istio.ProxyHeaders.Server;
import io.gatehouse.routing.EdgeHeaders;
import io.gatehouse.routing.EdgeHeaders.CertificateParts;
import io.gatehouse.routing.UpstreamHeaders;
import java.util.Optional;

final class EdgeHeadersReader {
    private EdgeHeadersReader() {}

    static EdgeHeaders read(ProxyHeaders headers) {
        return new EdgeHeaders(
                server(headers.server()),
                !headers.requestId().map(Disabled::disabled).orElse(false),
                !headers.envoyDebugHeaders().map(Disabled::disabled).orElse(false),
                headers.xForwardedPort().map(Enabled::enabled).orElse(false),
                headers.setCurrentClientCertDetails()
                        .map(EdgeHeadersReader::parts)
                        .orElse(EdgeHeaders.DEFAULT.certificate()));
    }

    static UpstreamHeaders ofUpstreams(ProxyHeaders headers) {
        return new UpstreamHeaders(
                !headers.attemptCount().map(Disabled::disabled).orElse(false),
                headers.xForwardedHost().map(Enabled::enabled).orElse(false));
    }

    private static Optional<String> server(Optional<Server> server) {
        if (server.map(Server::disabled).orElse(false)) {
            return Optional.empty();
        }
        return server.map(Server::value)
                .filter(value -> !value.isEmpty())
                .or(EdgeHeaders.DEFAULT::server);
    }

    private static CertificateParts parts(CertificateDetails details) {
        return new CertificateParts(
                details.subject(), details.cert(), details.chain(), details.dns(), details.uri());
    }
}
