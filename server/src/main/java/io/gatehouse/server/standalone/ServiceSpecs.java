// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.core.Service;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Makes the wide [Service.Spec].
final class ServiceSpecs {
    private ServiceSpecs() {}

    static Service.Spec loadBalancer(List<Service.Port> ports, SortedMap<String, String> selector) {
        return new Service.Spec(
                ports,
                selector,
                "",
                List.of(),
                Service.Type.LOAD_BALANCER,
                List.of(),
                Service.SessionAffinity.NONE,
                "",
                List.of(),
                "",
                Optional.empty(),
                0,
                false,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Service.Spec withPorts(Service.Spec spec, List<Service.Port> ports) {
        return new Service.Spec(
                ports,
                spec.selector(),
                spec.clusterIP(),
                spec.clusterIPs(),
                spec.type(),
                spec.externalIPs(),
                spec.sessionAffinity(),
                spec.loadBalancerIP(),
                spec.loadBalancerSourceRanges(),
                spec.externalName(),
                spec.externalTrafficPolicy(),
                spec.healthCheckNodePort(),
                spec.publishNotReadyAddresses(),
                spec.sessionAffinityConfig(),
                spec.ipFamilies(),
                spec.ipFamilyPolicy(),
                spec.allocateLoadBalancerNodePorts(),
                spec.loadBalancerClass(),
                spec.internalTrafficPolicy(),
                spec.trafficDistribution());
    }
}
