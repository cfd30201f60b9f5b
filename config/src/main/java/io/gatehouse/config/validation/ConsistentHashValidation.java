// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.LoadBalancer.ConsistentHash;
import io.gatehouse.config.istio.LoadBalancer.HttpCookie;
import java.math.BigInteger;

/// Istio's rules for a `consistentHash`, and Envoy's bounds.
final class ConsistentHashValidation {
    private static final long LARGEST_RING = 8 << 20;
    private static final long LARGEST_TABLE = 5_000_011;

    private ConsistentHashValidation() {}

    static void validate(Scope scope, ConsistentHash hash) {
        Values.oneOf(
                scope,
                "httpHeaderName, httpCookie, useSourceIp and httpQueryParameterName",
                hash.httpHeaderName().isPresent(),
                hash.httpCookie().isPresent(),
                hash.useSourceIp().isPresent(),
                hash.httpQueryParameterName().isPresent());
        boolean key =
                hash.httpHeaderName().isPresent()
                        || hash.httpCookie().isPresent()
                        || hash.httpQueryParameterName().isPresent()
                        || hash.useSourceIp().orElse(false);
        if (!key) {
            scope.doubtful(
                    "found no key, so that endpoints are chosen at random (expected: one of"
                            + " httpHeaderName, httpCookie, useSourceIp, httpQueryParameterName)");
        }
        hash.httpHeaderName()
                .ifPresent(
                        name -> HeaderValidation.matchedName(scope.field("httpHeaderName"), name));
        hash.httpCookie().ifPresent(cookie -> cookie(scope.field("httpCookie"), cookie));
        hash.httpQueryParameterName()
                .filter(String::isEmpty)
                .ifPresent(
                        _ -> scope.field("httpQueryParameterName").missing("a name must be given"));
        algorithm(scope, hash);
    }

    private static void algorithm(Scope scope, ConsistentHash hash) {
        Values.oneOf(
                scope,
                "ringHash, maglev and minimumRingSize",
                hash.ringHash().isPresent(),
                hash.maglev().isPresent(),
                hash.minimumRingSize().filter(size -> size != 0).isPresent());
        hash.ringHash()
                .ifPresent(ring ->
                        ringSize(
                                scope.field("ringHash").field("minimumRingSize"),
                                ring.minimumRingSize()));
        hash.minimumRingSize()
                .filter(size -> size != 0)
                .ifPresent(size -> {
                    ringSize(scope.field("minimumRingSize"), size);
                    scope.field("minimumRingSize").deprecated("ringHash.minimumRingSize");
                });
        hash.maglev()
                .ifPresent(maglev ->
                        tableSize(scope.field("maglev").field("tableSize"), maglev.tableSize()));
    }

    private static void ringSize(Scope scope, long size) {
        if (size < 0 || size > LARGEST_RING) {
            scope.invalid("found %d (expected: at most %d)".formatted(size, LARGEST_RING));
        }
    }

    private static void tableSize(Scope scope, long size) {
        if (size == 0) {
            scope.missing("maglev must have a tableSize, such as 65537");
        } else if (size < 0
                || size >= LARGEST_TABLE
                || !BigInteger.valueOf(size).isProbablePrime(50)) {
            scope.invalid(
                    "found %d (expected: a prime number below %d)".formatted(size, LARGEST_TABLE));
        }
    }

    private static void cookie(Scope scope, HttpCookie cookie) {
        if (cookie.name().isEmpty()) {
            scope.field("name").missing("a cookie must have a name");
        } else if (!HeaderValidation.isName(cookie.name())) {
            scope.field("name")
                    .invalid(
                            "found %s, which is no name of a cookie"
                                    .formatted(Scope.quote(cookie.name())));
        }
        HeaderValidation.plainValue(scope.field("path"), cookie.path());
        cookie.ttl()
                .filter(ttl -> ttl.isNegative())
                .ifPresent(_ ->
                        scope.field("ttl").invalid("found less than 0s (expected: 0s or more)"));
        scope.field("attributes")
                .each(
                        cookie.attributes(),
                        (item, attribute) -> {
                            if (!HeaderValidation.isName(attribute.name())) {
                                item.field("name")
                                        .invalid(
                                                "found %s (expected: the name of a cookie's attribute)"
                                                        .formatted(Scope.quote(attribute.name())));
                            }
                            HeaderValidation.plainValue(item.field("value"), attribute.value());
                        });
    }
}
