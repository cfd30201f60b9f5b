// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.core.EndpointSlice;
import io.gatehouse.config.core.EndpointSlice.AddressType;
import java.util.List;
import java.util.Optional;

/// Kubernetes' rules for the fields of an EndpointSlice that a gateway uses.
final class EndpointSliceValidation {
    private EndpointSliceValidation() {}

    static List<Finding> validate(EndpointSlice slice) {
        Scope scope = Scope.of(slice);
        scope.field("endpoints")
                .each(
                        slice.endpoints(),
                        (item, endpoint) -> {
                            if (endpoint.addresses().isEmpty()) {
                                item.field("addresses")
                                        .missing("an endpoint must have at least one address");
                            }
                            item.field("addresses")
                                    .each(
                                            endpoint.addresses(),
                                            (at, address) ->
                                                    address(at, slice.addressType(), address));
                        });
        scope.field("ports")
                .each(
                        slice.ports(),
                        (item, port) ->
                                port.port()
                                        .ifPresent(
                                                number -> Values.port(item.field("port"), number)));
        return scope.findings();
    }

    private static void address(Scope scope, AddressType type, String address) {
        Optional<String> problem =
                switch (type) {
                    case IPV4 -> unless(address.indexOf(':') < 0, address, "an IPv4 address");
                    case IPV6 -> unless(address.indexOf(':') >= 0, address, "an IPv6 address");
                    case FQDN -> HostNames.nameProblem(address);
                };
        problem.ifPresent(scope::invalid);
    }

    private static Optional<String> unless(boolean family, String address, String expected) {
        return family && HostNames.isAddress(address)
                ? Optional.empty()
                : Optional.of("found %s (expected: %s)".formatted(Scope.quote(address), expected));
    }
}
