// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.core.IntOrString;
import io.gatehouse.config.core.PodSpec;
import io.gatehouse.config.core.Protocol;
import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.Gateway;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The Services of the gateway workload as this machine has them: with local ports as target ports
/// and, where of type LoadBalancer, with an address. Brings Istio's `istio-ingressgateway` where
/// the user defines none.
public final class GatewayServices implements Supplement {
    private final String address;
    private final PortMapping mapping;

    /// @param address under which the Envoy of this machine is reached
    public GatewayServices(String address, PortMapping mapping) {
        this.address = address;
        this.mapping = mapping;
    }

    @Override
    public Set<Kind> reads() {
        return Set.of(Kind.GATEWAY, Kind.SERVICE, Kind.POD, Kind.DEPLOYMENT);
    }

    @Override
    public Supply supply(DefinedObjects defined) {
        GatewayWorkload workload = GatewayWorkload.of(defined);
        List<Service> own =
                defined.all(Service.class).stream()
                        .filter(service -> isFor(service, workload))
                        .toList();
        if (own.isEmpty()) {
            Service service = byDefault(workload, defined);
            return defined.contains(service.key())
                    ? Supply.NOTHING // the user's own, which selects something else
                    : new Supply(List.of(service), List.of());
        }
        List<ConfigObject> services = new ArrayList<>();
        for (Service service : own) {
            Service local = here(service, workload.pod());
            if (!local.equals(service)) {
                services.add(local);
            }
        }
        return new Supply(services, unusedMappings(own));
    }

    private static boolean isFor(Service service, GatewayWorkload workload) {
        return service.metadata().namespace().equals(workload.namespace())
                && Labels.selected(workload.labels(), service.spec().selector());
    }

    private Service here(Service service, PodSpec pod) {
        boolean balanced = service.spec().type() == Service.Type.LOAD_BALANCER;
        List<Service.Port> ports =
                service.spec().ports().stream()
                        .map(port -> here(port, pod))
                        .map(port -> balanced ? withNodePort(port) : port)
                        .toList();
        return new Service(
                service.metadata(),
                ServiceSpecs.withPorts(service.spec(), ports),
                balanced ? Optional.of(reachedHere()) : service.status());
    }

    /// A target port by name is resolved: the pod's ports are not this machine's.
    private Service.Port here(Service.Port port, PodSpec pod) {
        OptionalInt mapped = mapping.localPort(port.port());
        if (mapped.isPresent()) {
            return withTarget(port, mapped.getAsInt());
        }
        return switch (port.targetPort().orElse(new IntOrString.Int(0))) {
            case IntOrString.Int _ -> port;
            case IntOrString.Text(String name) ->
                    containerPort(pod, name).map(number -> withTarget(port, number)).orElse(port);
        };
    }

    private static Optional<Integer> containerPort(PodSpec pod, String name) {
        return pod.containers().stream()
                .flatMap(container -> container.ports().stream())
                .filter(port -> port.name().equals(name))
                .map(PodSpec.ContainerPort::containerPort)
                .findFirst();
    }

    private List<Finding> unusedMappings(List<Service> own) {
        Service first = own.getFirst();
        return mapping.localPorts().keySet().stream()
                .filter(mapped -> own.stream().noneMatch(service -> hasPort(service, mapped)))
                .map(mapped ->
                        Finding.of(
                                FindingCode.PORT_NOT_ON_SERVICE,
                                first.key(),
                                FieldPath.of("spec.ports"),
                                "--ports maps port %d, which this Service of the gateway"
                                                .formatted(mapped)
                                        + " does not have: add it to the Service, or leave"
                                        + " it out of --ports."))
                .toList();
    }

    private static boolean hasPort(Service service, int number) {
        return service.spec().ports().stream().anyMatch(port -> port.port() == number);
    }

    /// 80 and 443 go to ports that need no privileges, every other server port to itself.
    private Service byDefault(GatewayWorkload workload, DefinedObjects defined) {
        SortedMap<Integer, Service.Port> ports = new TreeMap<>();
        ports.put(80, port("http2", 80, 8080));
        ports.put(443, port("https", 443, 8443));
        servers(workload, defined)
                .forEach(server ->
                        ports.putIfAbsent(
                                server.number(),
                                port(portName(server), server.number(), server.number())));
        mapping.localPorts().keySet().stream()
                .filter(number -> !ports.containsKey(number))
                .forEach(number -> ports.put(number, port("tcp-" + number, number, number)));
        ObjectMeta metadata =
                ObjectMeta.named(workload.namespace(), workload.name(), workload.labels());
        Service service =
                new Service(
                        metadata,
                        ServiceSpecs.loadBalancer(List.copyOf(ports.values()), workload.labels()),
                        Optional.empty());
        return here(service, workload.pod());
    }

    private static String portName(Gateway.Port server) {
        return server.protocol().toLowerCase(Locale.ROOT) + "-" + server.number();
    }

    private static Service.Port port(String name, int number, int target) {
        Service.Port port =
                new Service.Port(name, Protocol.TCP, Optional.empty(), number, Optional.empty(), 0);
        return withTarget(port, target);
    }

    /// The local port is what a node port is in a cluster: where the node answers for the Service.
    private static Service.Port withNodePort(Service.Port port) {
        int local =
                port.targetPort().orElse(new IntOrString.Int(port.port()))
                                instanceof IntOrString.Int(int number)
                        ? number
                        : port.port();
        return new Service.Port(
                port.name(),
                port.protocol(),
                port.appProtocol(),
                port.port(),
                port.targetPort(),
                local);
    }

    private static Service.Port withTarget(Service.Port port, int target) {
        return new Service.Port(
                port.name(),
                port.protocol(),
                port.appProtocol(),
                port.port(),
                Optional.of(new IntOrString.Int(target)),
                port.nodePort());
    }

    private Service.Status reachedHere() {
        return new Service.Status(
                Optional.of(new Service.LoadBalancer(List.of(new Service.Ingress(address, "")))));
    }

    private static Stream<Gateway.Port> servers(GatewayWorkload workload, DefinedObjects defined) {
        return defined.all(Gateway.class).stream()
                .filter(workload::isSelectedBy)
                .flatMap(gateway -> gateway.spec().servers().stream())
                .flatMap(server -> server.port().stream());
    }
}
