// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.istio.RouteDestination;
import io.gatehouse.config.istio.TlsRoute;
import io.gatehouse.config.istio.TlsRoute.TlsMatchAttributes;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a [DynamicDestination] stands in a `tcp` or `tls` rule and no connection asks for a host
/// that it may go to.
record DynamicDestinationFindings(
        Evaluation e, ServiceNodes services, VirtualService virtualService, String group) {

    List<Finding> find() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < virtualService.spec().tls().size(); i++) {
            tls(virtualService.spec().tls().get(i), FieldPath.of("spec.tls").index(i), findings);
        }
        for (int i = 0; i < virtualService.spec().tcp().size(); i++) {
            closed(
                    virtualService.spec().tcp().get(i).route(),
                    FieldPath.of("spec.tcp").index(i),
                    "no host is asked for over TCP, so connections are closed; name one host in a ServiceEntry of resolution DNS, or pass TLS through with a tls rule",
                    findings);
        }
        return findings;
    }

    private void tls(TlsRoute rule, FieldPath at, List<Finding> findings) {
        if (rule.route().size() > 1) {
            closed(
                    rule.route(),
                    at,
                    "it can only be the single destination of a rule; connections that are to go there are closed",
                    findings);
            return;
        }
        List<String> wildcards =
                rule.route().stream()
                        .flatMap(choice -> dynamic(choice).stream())
                        .map(DynamicDestination::wildcard)
                        .toList();
        for (String wildcard : wildcards) {
            for (int j = 0; j < rule.match().size(); j++) {
                names(rule.match().get(j), at.field("match").index(j), wildcard, findings);
            }
        }
    }

    private void names(
            TlsMatchAttributes match, FieldPath at, String wildcard, List<Finding> findings) {
        for (int k = 0; k < match.sniHosts().size(); k++) {
            String name = match.sniHosts().get(k);
            if (Hostname.intersect(Hostname.normal(name), wildcard).isEmpty()) {
                findings.add(
                        told(
                                at.field("sniHosts").index(k),
                                "server name %s is not under %s, the rule's destination, so its connections are closed"
                                        .formatted(name, wildcard)));
            }
        }
    }

    private void closed(
            List<RouteDestination> route, FieldPath at, String why, List<Finding> findings) {
        for (int i = 0; i < route.size(); i++) {
            FieldPath field = at.field("route").index(i).field("destination").field("host");
            dynamic(route.get(i))
                    .map(found ->
                            told(
                                    field,
                                    "%s stands for the host that a client asks for, and %s"
                                            .formatted(found.wildcard(), why)))
                    .ifPresent(findings::add);
        }
    }

    private Optional<DynamicDestination> dynamic(RouteDestination choice) {
        DestinationResolution resolution =
                new DestinationResolution(
                        virtualService.metadata().namespace(),
                        0,
                        host -> e.get(services.backend, new VisibleHost(group, host)));
        return choice.destination()
                .map(resolution::resolve)
                .map(UpstreamName::toString)
                .flatMap(
                        name -> DynamicDestination.of(e, services, new GroupUpstream(group, name)));
    }

    private Finding told(FieldPath field, String message) {
        return Finding.of(
                FindingCode.DESTINATION_WITHOUT_NAME, virtualService.key(), field, message);
    }
}
