// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.TrafficPolicy;
import io.gatehouse.engine.core.BackendPort;
import io.gatehouse.routing.Discovery;
import io.gatehouse.routing.PlaceUse;
import io.gatehouse.routing.ProxyHeader;
import io.gatehouse.routing.ServiceName;
import io.gatehouse.routing.TlsOrigination;
import io.gatehouse.routing.Upstream;
import java.util.Optional;

/// A port of a backend under the policy that holds for it, as an upstream.
///
/// @param service that it is part of, where statistics are to say so
/// @param statistics see [Upstream]
record UpstreamTranslator(
        MeshConfig mesh,
        DestinationPolicy policy,
        PlaceUse placeUse,
        Optional<ServiceName> service,
        UpstreamEdge edge,
        Optional<String> statistics) {

    Upstream translate(
            String name, Discovery discovery, BackendPort port, Optional<TlsOrigination> tls) {
        ConnectionPoolReader pool = new ConnectionPoolReader(mesh, policy.connectionPool());
        return new Upstream(
                name,
                discovery,
                pool.protocol(port.protocol()),
                pool.connections(edge.buffer()),
                pool.limits(policy.retryBudget()),
                BalancingReader.read(policy.loadBalancer()),
                placeUse,
                policy.outlierDetection().map(OutlierEjectionReader::read),
                tls,
                edge.letterCase(),
                policy.proxyProtocol().map(UpstreamTranslator::proxyHeader),
                service,
                statistics);
    }

    private static ProxyHeader proxyHeader(TrafficPolicy.ProxyProtocol protocol) {
        return switch (protocol.version()) {
            case V1 -> ProxyHeader.V1;
            case V2 -> ProxyHeader.V2;
        };
    }
}
