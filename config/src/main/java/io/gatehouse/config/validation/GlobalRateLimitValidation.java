// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.gatehouse.GlobalRateLimit;
import io.gatehouse.config.gatehouse.GlobalRateLimit.Descriptor;
import io.gatehouse.config.gatehouse.GlobalRateLimit.Entry;
import io.gatehouse.config.gatehouse.ServiceReference;
import java.util.Optional;
import java.util.stream.Stream;

final class GlobalRateLimitValidation {
    private GlobalRateLimitValidation() {}

    static void validate(Scope scope, GlobalRateLimit object) {
        service(scope.field("service"), object.service());
        if (object.domain().isEmpty()) {
            scope.field("domain")
                    .missing("a domain is needed, in which the service looks for limits");
        }
        if (object.descriptors().isEmpty()) {
            scope.field("descriptors").missing("at least one descriptor is needed");
        }
        scope.field("descriptors")
                .each(object.descriptors(), GlobalRateLimitValidation::descriptor);
        object.timeout().ifPresent(timeout -> Values.duration(scope.field("timeout"), timeout));
        object.status().ifPresent(status -> Values.errorStatus(scope.field("status"), status));
    }

    static void service(Scope scope, Optional<ServiceReference> service) {
        if (service.isEmpty()) {
            scope.missing("a service is needed, such as {host: limits, port: 8081}");
            return;
        }
        String host = service.get().host();
        if (host.isEmpty() || host.contains("*") || host.contains("/")) {
            scope.field("host")
                    .invalid(
                            "found %s (expected: the host of a Service or ServiceEntry)"
                                    .formatted(Scope.quote(host)));
        }
        Values.port(scope.field("port"), service.get().port());
    }

    private static void descriptor(Scope scope, Descriptor descriptor) {
        if (descriptor.entries().isEmpty()) {
            scope.field("entries").missing("at least one entry is needed");
        }
        scope.field("entries").each(descriptor.entries(), GlobalRateLimitValidation::entry);
    }

    private static void entry(Scope scope, Entry entry) {
        long set =
                Stream.of(
                                entry.clientAddress(),
                                !entry.header().isEmpty(),
                                entry.method(),
                                entry.path(),
                                !entry.value().isEmpty())
                        .filter(Boolean::booleanValue)
                        .count();
        if (set != 1) {
            scope.invalid(
                    "found %d of clientAddress, header, method, path and value (expected: one)"
                            .formatted(set));
        } else if (entry.clientAddress() && !entry.key().isEmpty()) {
            scope.field("key")
                    .invalid(
                            "found %s (expected: none with clientAddress, whose key is remote_address)"
                                    .formatted(Scope.quote(entry.key())));
        }
        BasicAuthValidation.forwardedHeader(scope.field("header"), entry.header());
    }
}
