// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.gatehouse.GlobalRateLimit;
import io.gatehouse.config.gatehouse.GlobalRateLimit.Entry;
import io.gatehouse.routing.NobodyLetIn;
import io.gatehouse.routing.PolicyFeature;
import io.gatehouse.routing.SharedRates;
import io.gatehouse.routing.SharedRates.Count;
import io.gatehouse.routing.SharedRates.Part;
import java.time.Duration;
import java.util.Optional;

final class SharedRatesReader {
    private static final Duration TIMEOUT = Duration.ofMillis(20);
    private static final int TOO_MANY_REQUESTS = 429;

    private SharedRatesReader() {}

    static Optional<PolicyFeature> read(FeatureContext context, GlobalRateLimit limit) {
        Optional<PolicyFeature> rates =
                context.grpcService(limit.feature(), limit.service().orElseThrow())
                        .map(upstream -> read(limit, upstream));
        return rates.isEmpty() && limit.failClosed()
                ? Optional.of(new NobodyLetIn(limit.feature().field()))
                : rates;
    }

    private static SharedRates read(GlobalRateLimit limit, String upstream) {
        return new SharedRates(
                upstream,
                limit.domain(),
                limit.descriptors().stream()
                        .map(descriptor ->
                                new Count(
                                        descriptor.entries().stream()
                                                .map(SharedRatesReader::part)
                                                .toList()))
                        .toList(),
                limit.timeout().orElse(TIMEOUT),
                !limit.failClosed(),
                limit.status().orElse(TOO_MANY_REQUESTS),
                limit.rateLimitHeaders());
    }

    private static Part part(Entry entry) {
        if (entry.clientAddress()) {
            return new Part.ClientAddress();
        }
        if (!entry.header().isEmpty()) {
            return new Part.OfHeader(key(entry, entry.header()), entry.header());
        }
        if (entry.method()) {
            return new Part.Method(key(entry, "method"));
        }
        return entry.path()
                ? new Part.Path(key(entry, "path"))
                : new Part.Constant(key(entry, "generic_key"), entry.value());
    }

    private static String key(Entry entry, String otherwise) {
        return entry.key().isEmpty() ? otherwise : entry.key();
    }
}
