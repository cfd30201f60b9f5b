// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.endpoint;

import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Pipe;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.gatehouse.routing.EndpointGroup;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.Readiness;
import io.gatehouse.routing.UpstreamEndpoint;
import io.gatehouse.routing.UpstreamEndpoints;

/// Translates the endpoints of one upstream. Unhealthy ones are sent too, marked as such, so that
/// Envoy keeps what it knows of them.
public final class EndpointTranslator {
    private static final String UNIX = "unix://";

    private EndpointTranslator() {}

    public static ClusterLoadAssignment translate(UpstreamEndpoints endpoints) {
        ClusterLoadAssignment.Builder assignment =
                ClusterLoadAssignment.newBuilder().setClusterName(endpoints.upstream());
        for (EndpointGroup group : endpoints.groups()) {
            if (!group.endpoints().isEmpty()) {
                assignment.addEndpoints(locality(group));
            }
        }
        return assignment.build();
    }

    private static LocalityLbEndpoints locality(EndpointGroup group) {
        LocalityLbEndpoints.Builder locality =
                LocalityLbEndpoints.newBuilder()
                        .setPriority(group.priority())
                        .setLoadBalancingWeight(UInt32Value.of(group.weight()));
        Placement placement = group.placement();
        if (!placement.equals(Placement.UNKNOWN)) {
            locality.setLocality(
                    Locality.newBuilder()
                            .setRegion(placement.region())
                            .setZone(placement.zone())
                            .setSubZone(placement.subzone()));
        }
        group.endpoints().forEach(endpoint -> locality.addLbEndpoints(endpoint(endpoint)));
        return locality.build();
    }

    private static LbEndpoint endpoint(UpstreamEndpoint endpoint) {
        return LbEndpoint.newBuilder()
                .setEndpoint(Endpoint.newBuilder().setAddress(address(endpoint)))
                .setHealthStatus(health(endpoint.readiness()))
                .setLoadBalancingWeight(UInt32Value.of(weight(endpoint)))
                .build();
    }

    private static Address address(UpstreamEndpoint endpoint) {
        Address.Builder address = Address.newBuilder();
        if (endpoint.address().startsWith(UNIX)) {
            address.setPipe(Pipe.newBuilder().setPath(endpoint.address().substring(UNIX.length())));
        } else {
            address.setSocketAddress(
                    SocketAddress.newBuilder()
                            .setAddress(endpoint.address())
                            .setPortValue(endpoint.port()));
        }
        return address.build();
    }

    private static HealthStatus health(Readiness readiness) {
        return switch (readiness) {
            case READY -> HealthStatus.HEALTHY;
            case DRAINING -> HealthStatus.DRAINING;
            case UNREADY -> HealthStatus.UNHEALTHY;
        };
    }

    /// Envoy knows no weight of 0; Istio reads it as "not said".
    private static int weight(UpstreamEndpoint endpoint) {
        return Math.max(1, endpoint.weight());
    }
}
