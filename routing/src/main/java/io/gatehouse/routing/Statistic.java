// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Something that is counted of requests or connections, apart by what its tags say.
public record Statistic(Kind kind, SortedMap<String, Tag> tags) {
    public Statistic {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    public enum Kind {
        REQUESTS,
        REQUEST_DURATION,
        REQUEST_SIZE,
        RESPONSE_SIZE,
        CONNECTIONS_CLOSED,
        BYTES_SENT,
        BYTES_RECEIVED;

        public boolean ofConnections() {
            return compareTo(CONNECTIONS_CLOSED) >= 0;
        }
    }

    public sealed interface Tag {}

    public record Fixed(String text) implements Tag {}

    /// @param cel without percent signs
    public record Computed(String cel) implements Tag {}

    /// What every request or connection has.
    public enum Trait implements Tag {
        RESPONSE_CODE,
        RESPONSE_FLAGS,
        GRPC_STATUS,
        PROTOCOL,
        SERVICE_HOST,
        SERVICE_NAME,
        SERVICE_NAMESPACE
    }
}
