// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.istio.VirtualService;
import java.util.List;
import java.util.Optional;

/// Istio's rules for a VirtualService.
final class VirtualServiceValidation {
    static final String MESH = "mesh";

    private VirtualServiceValidation() {}

    static List<Finding> validate(VirtualService service) {
        Scope scope = Scope.of(service);
        Scope spec = scope.field("spec");
        VirtualService.Spec value = service.spec();
        if (value.hosts().isEmpty()) {
            delegate(spec, value);
        } else {
            gatewaysOf(spec.field("gateways"), value);
        }
        hosts(spec.field("hosts"), value);
        gateways(spec.field("gateways"), value.gateways());
        new ExportToValidation(service.metadata().namespace())
                .validate(spec.field("exportTo"), value.exportTo(), false);
        if (value.http().isEmpty() && value.tls().isEmpty() && value.tcp().isEmpty()) {
            spec.field("http").missing("a VirtualService must have http, tls or tcp rules");
        }
        HttpRouteValidation routes = new HttpRouteValidation(value.hosts().isEmpty());
        spec.field("http").each(value.http(), routes::validate);
        RuleReachability.check(spec.field("http"), value.http());
        L4RouteValidation l4 = new L4RouteValidation(value.hosts());
        spec.field("tls").each(value.tls(), l4::tls);
        spec.field("tcp").each(value.tcp(), l4::tcp);
        l4.reachability(spec, value.tls(), value.tcp());
        return spec.findings();
    }

    private static void delegate(Scope spec, VirtualService.Spec value) {
        if (!value.gateways().isEmpty()) {
            spec.field("gateways")
                    .invalid("found gateways without hosts (expected: none in a delegate)");
        }
        if (!value.tls().isEmpty()) {
            spec.field("tls").invalid("found tls without hosts (expected: none in a delegate)");
        }
        if (!value.tcp().isEmpty()) {
            spec.field("tcp").invalid("found tcp without hosts (expected: none in a delegate)");
        }
    }

    private static void gatewaysOf(Scope scope, VirtualService.Spec value) {
        if (value.gateways().stream().allMatch(MESH::equals)) {
            scope.noEffect(
                    value.gateways().isEmpty()
                            ? "without gateways, a VirtualService is for the mesh only and no gateway"
                                    + " serves it"
                            : "\"mesh\" alone is for the mesh only and no gateway serves it");
        }
    }

    private static void hosts(Scope scope, VirtualService.Spec value) {
        boolean mesh = value.gateways().isEmpty() || value.gateways().contains(MESH);
        boolean[] valid = {true};
        scope.each(
                value.hosts(),
                (item, host) -> {
                    Optional<String> problem =
                            HostNames.isAddress(host)
                                    ? Optional.empty()
                                    : HostNames.wildcardProblem(host);
                    if (problem.isEmpty() && mesh && host.equals("*")) {
                        problem =
                                Optional.of(
                                        "found \"*\" in a VirtualService for the mesh (expected: it"
                                                + " only with gateways other than mesh)");
                    }
                    problem.ifPresent(item::invalid);
                    valid[0] &= problem.isEmpty();
                });
        if (valid[0]) {
            overlaps(scope, value.hosts());
            scope.each(value.hosts(), (item, host) -> HostDoubts.find(item, host, mesh));
        }
    }

    private static void overlaps(Scope scope, List<String> hosts) {
        for (int i = 0; i < hosts.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (HostNames.overlap(hosts.get(j), hosts.get(i))) {
                    scope.index(i)
                            .invalid(
                                    "found %s, which %s covers or equals (expected: hosts that do not overlap)"
                                            .formatted(
                                                    Scope.quote(hosts.get(i)),
                                                    Scope.quote(hosts.get(j))));
                }
            }
        }
    }

    /// Names of Gateways: `name`, `namespace/name`, or the old form `name.namespace.svc…`.
    static void gateways(Scope scope, List<String> gateways) {
        scope.each(
                gateways,
                (item, gateway) -> {
                    int slash = gateway.indexOf('/');
                    if (slash >= 0) {
                        boolean valid =
                                HostNames.isLabel(gateway.substring(0, slash))
                                        && HostNames.isLabel(gateway.substring(slash + 1));
                        if (!valid) {
                            item.invalid(
                                    "found %s (expected: name, or namespace/name)"
                                            .formatted(Scope.quote(gateway)));
                        }
                        return;
                    }
                    HostNames.nameProblem(gateway).ifPresent(item::invalid);
                    if (gateway.indexOf('.') > 0) {
                        String[] parts = gateway.split("\\.", 3);
                        item.doubtful(
                                "found the old form %s (expected: %s)"
                                        .formatted(
                                                Scope.quote(gateway),
                                                Scope.quote(parts[1] + "/" + parts[0])));
                    }
                });
    }
}
