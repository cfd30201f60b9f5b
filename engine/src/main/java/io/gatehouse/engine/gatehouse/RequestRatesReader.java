// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.gatehouse.LocalRateLimit;
import io.gatehouse.routing.CertainRequests;
import io.gatehouse.routing.RequestRates;
import io.gatehouse.routing.RequestRates.Rate;
import io.gatehouse.routing.RequestRates.Trait;
import java.util.List;
import java.util.Locale;

final class RequestRatesReader {
    private static final int TOO_MANY_REQUESTS = 429;

    private RequestRatesReader() {}

    static RequestRates read(LocalRateLimit limit) {
        return new RequestRates(
                limit.limits().stream().map(RequestRatesReader::rate).toList(),
                limit.status().orElse(TOO_MANY_REQUESTS),
                limit.rateLimitHeaders(),
                !limit.shadow());
    }

    private static Rate rate(LocalRateLimit.Limit limit) {
        return new Rate(
                limit.requests(),
                limit.unit().length(),
                limit.burst().orElse(limit.requests()),
                limit.match()
                        .map(CertainRequestsReader::read)
                        .map(CertainRequests::headers)
                        .orElse(List.of()),
                limit.per().stream().map(RequestRatesReader::trait).toList());
    }

    private static Trait trait(LocalRateLimit.Trait trait) {
        return trait.clientAddress()
                ? new Trait.ClientAddress()
                : new Trait.HeaderValue(trait.header().toLowerCase(Locale.ROOT));
    }
}
