// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Requests are counted by a service for all proxies together. How many there may be is said there.
///
/// @param service speaks the gRPC protocol `envoy.service.ratelimit.v3.RateLimitService`
/// @param domain in which the service looks for limits
/// @param descriptors each of which must have something left; what of a request is counted
/// @param timeout of a question; absent means 20 ms
/// @param failClosed whether requests are refused when the service cannot be asked
/// @param status of the answer to what is too much; absent means 429
/// @param rateLimitHeaders whether answers tell how much is left, as `x-ratelimit-…`
public record GlobalRateLimit(
        Optional<ServiceReference> service,
        String domain,
        List<Descriptor> descriptors,
        Optional<Duration> timeout,
        boolean failClosed,
        Optional<Integer> status,
        boolean rateLimitHeaders)
        implements HttpFeature {
    public GlobalRateLimit {
        descriptors = List.copyOf(descriptors);
    }

    @Override
    public FeatureName feature() {
        return FeatureName.GLOBAL_RATE_LIMIT;
    }

    /// @param entries in the order in which the service knows them
    public record Descriptor(List<Entry> entries) {
        public Descriptor {
            entries = List.copyOf(entries);
        }
    }

    /// One of `clientAddress`, `header`, `method`, `path` and `value` is set.
    ///
    /// @param key empty means `remote_address`, the header's name, `method`, `path`, and of a
    ///   `value` `generic_key`
    /// @param header a request without it is not counted by the descriptor
    /// @param path without the query
    public record Entry(
            String key,
            boolean clientAddress,
            String header,
            boolean method,
            boolean path,
            String value) {}
}
