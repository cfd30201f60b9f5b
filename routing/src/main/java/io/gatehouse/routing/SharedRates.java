// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.List;

/// Requests are counted by a service, for all proxies together.
///
/// @param upstream name of an [Upstream] that speaks gRPC
/// @param domain in which the service looks for limits
/// @param counts what of a request is counted; each by itself
/// @param opensOnFailure whether requests go on when the service cannot be asked
/// @param status of the answer to what is too much
/// @param headers whether answers tell how much is left
public record SharedRates(
        String upstream,
        String domain,
        List<Count> counts,
        Duration timeout,
        boolean opensOnFailure,
        int status,
        boolean headers)
        implements PolicyFeature {
    public SharedRates {
        counts = List.copyOf(counts);
    }

    @Override
    public List<String> upstreams() {
        return List.of(upstream);
    }

    public record Count(List<Part> parts) {
        public Count {
            parts = List.copyOf(parts);
        }
    }

    /// A key of the service, and where its value comes from.
    public sealed interface Part {
        /// Under the key `remote_address`.
        record ClientAddress() implements Part {}

        /// A request without the header is not counted.
        record OfHeader(String key, String name) implements Part {}

        record Method(String key) implements Part {}

        /// Without the query.
        record Path(String key) implements Part {}

        record Constant(String key, String value) implements Part {}
    }
}
