// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.istio.PeerAuthentication;
import io.gatehouse.config.istio.PeerAuthentication.MutualTls;
import java.util.List;
import java.util.SortedMap;
import java.util.regex.Pattern;

/// Istio's rules for a PeerAuthentication, and that it changes nothing at a gateway.
final class PeerAuthenticationValidation {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private PeerAuthenticationValidation() {}

    static List<Finding> validate(PeerAuthentication policy) {
        Scope spec = Scope.of(policy).field("spec");
        PeerAuthentication.Spec value = policy.spec();
        value.selector()
                .ifPresent(selector ->
                        LabelValidation.selector(
                                spec.field("selector"), "matchLabels", selector.matchLabels()));
        ports(spec.field("portLevelMtls"), value);
        spec.noEffect(
                "a PeerAuthentication changes nothing at a gateway: clients are asked for certificates as the servers' tls.mode says, and services are spoken to with TLS as DestinationRules say");
        return spec.findings();
    }

    private static void ports(Scope scope, PeerAuthentication.Spec value) {
        SortedMap<String, MutualTls> ports = value.portLevelMtls();
        boolean selects = value.selector().filter(s -> !s.matchLabels().isEmpty()).isPresent();
        if (!ports.isEmpty() && !selects) {
            scope.invalid("found ports without a selector (expected: a selector with labels)");
        }
        ports.keySet()
                .forEach(port -> {
                    if (NUMBER.matcher(port).matches()) {
                        Values.port(scope.entry(port), Integer.parseInt(port));
                    } else {
                        scope.entry(port)
                                .invalid(
                                        "found %s (expected: a port's number)"
                                                .formatted(Scope.quote(port)));
                    }
                });
    }
}
