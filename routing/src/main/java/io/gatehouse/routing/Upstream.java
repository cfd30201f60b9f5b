// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Optional;

/// Something that requests are sent to.
///
/// @param name Istio's cluster name, `outbound|<port>|<subset>|<host>`
/// @param ejection absent means that endpoints which fail go on being used
/// @param tls absent means plain text
/// @param letterCase see [HttpEdge]
/// @param proxyHeader absent means that connections start with the client's bytes
/// @param service that it is part of, where what is counted is to say so
/// @param statistics what the proxy counts under; absent means its name
public record Upstream(
        String name,
        Discovery discovery,
        UpstreamProtocol protocol,
        ConnectionRules connections,
        UpstreamLimits limits,
        Balancing balancing,
        PlaceUse placeUse,
        Optional<OutlierEjection> ejection,
        Optional<TlsOrigination> tls,
        boolean letterCase,
        Optional<ProxyHeader> proxyHeader,
        Optional<ServiceName> service,
        Optional<String> statistics) {

    /// Whose statistics have its name and do not say what service it is part of.
    public Upstream(
            String name,
            Discovery discovery,
            UpstreamProtocol protocol,
            ConnectionRules connections,
            UpstreamLimits limits,
            Balancing balancing,
            PlaceUse placeUse,
            Optional<OutlierEjection> ejection,
            Optional<TlsOrigination> tls,
            Optional<ProxyHeader> proxyHeader) {
        this(
                name,
                discovery,
                protocol,
                connections,
                limits,
                balancing,
                placeUse,
                ejection,
                tls,
                false,
                proxyHeader,
                Optional.empty(),
                Optional.empty());
    }

    /// With Istio's defaults for all that is not said.
    public static Upstream plain(String name, Discovery discovery, UpstreamProtocol protocol) {
        return new Upstream(
                name,
                discovery,
                protocol,
                ConnectionRules.DEFAULT,
                UpstreamLimits.NONE,
                Balancing.DEFAULT,
                PlaceUse.IGNORED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
