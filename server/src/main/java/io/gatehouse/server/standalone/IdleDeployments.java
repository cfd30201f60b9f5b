// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.Kind;
import io.gatehouse.config.core.Deployment;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.Pod;
import io.gatehouse.config.core.Service;
import java.util.List;
import java.util.Set;

/// Finds the Deployments that nothing runs as far as the user's objects tell: none of their Pods is
/// there, and no endpoints of a Service that selects them. The gateway's own does not count.
final class IdleDeployments {
    static final Set<Kind> KINDS =
            Set.of(Kind.DEPLOYMENT, Kind.POD, Kind.SERVICE, Kind.ENDPOINT_SLICE, Kind.GATEWAY);

    private IdleDeployments() {}

    /// Such a Deployment and the Services that select its pods.
    record Idle(Deployment deployment, List<Service> services) {
        int replicas() {
            return deployment.spec().replicas().orElse(1);
        }
    }

    /// Those with at least one replica.
    static List<Idle> in(DefinedObjects defined) {
        return defined.all(Deployment.class).stream()
                .filter(deployment -> !GatewayWorkload.isGateway(deployment, defined))
                .filter(deployment -> !hasPods(deployment, defined))
                .map(deployment -> new Idle(deployment, servicesOf(deployment, defined)))
                .filter(idle -> idle.replicas() > 0)
                .filter(idle -> idle.services().stream().noneMatch(it -> hasSlices(it, defined)))
                .toList();
    }

    private static boolean hasPods(Deployment deployment, DefinedObjects defined) {
        return defined.all(Pod.class).stream()
                .filter(pod -> sameNamespace(pod.metadata().namespace(), deployment))
                .anyMatch(pod ->
                        Labels.selected(
                                pod.metadata().labels(),
                                deployment.spec().selector().matchLabels()));
    }

    private static List<Service> servicesOf(Deployment deployment, DefinedObjects defined) {
        return defined.all(Service.class).stream()
                .filter(service -> sameNamespace(service.metadata().namespace(), deployment))
                .filter(service -> service.spec().type() != Service.Type.EXTERNAL_NAME)
                .filter(service ->
                        Labels.selected(
                                deployment.spec().template().metadata().labels(),
                                service.spec().selector()))
                .toList();
    }

    private static boolean hasSlices(Service service, DefinedObjects defined) {
        return defined.all(EndpointSlice.class).stream()
                .map(EndpointSlice::metadata)
                .anyMatch(slice ->
                        slice.namespace().equals(service.metadata().namespace())
                                && service.metadata()
                                        .name()
                                        .equals(
                                                slice.labels()
                                                        .get(EndpointSlice.SERVICE_NAME_LABEL)));
    }

    private static boolean sameNamespace(String namespace, Deployment deployment) {
        return namespace.equals(deployment.metadata().namespace());
    }
}
