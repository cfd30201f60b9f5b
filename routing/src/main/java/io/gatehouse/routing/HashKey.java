// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What of a request or connection decides which endpoint gets it: equal keys, equal endpoint.
public sealed interface HashKey {
    record Header(String name) implements HashKey {}

    record QueryParameter(String name) implements HashKey {}

    /// The address of the client.
    record Source() implements HashKey {}

    /// @param lifetime of the cookie that a client without one is given; absent means that none is
    ///   given, zero that it lasts for the session
    record Cookie(
            String name,
            String path,
            Optional<Duration> lifetime,
            SortedMap<String, String> attributes)
            implements HashKey {
        public Cookie {
            attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        }
    }
}
