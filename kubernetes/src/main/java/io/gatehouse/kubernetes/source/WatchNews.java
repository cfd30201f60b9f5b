// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.source;

import io.gatehouse.config.Kind;
import io.gatehouse.config.codec.ApiObject;
import io.gatehouse.kubernetes.api.ApiFailure;
import java.util.List;
import java.util.Set;

/// What those who watch tell the one who puts it together.
sealed interface WatchNews {
    /// These are all objects of the kind.
    record Listed(WatchedKind kind, List<ApiObject> objects) implements WatchNews {}

    /// @param readNanos when the event was read
    record Changed(WatchedKind kind, ApiObject object, long readNanos) implements WatchNews {}

    /// @param readNanos when the event was read
    record Removed(WatchedKind kind, ApiObject object, long readNanos) implements WatchNews {}

    /// The kind cannot be listed or watched at the moment; it is tried again.
    record Failed(Kind kind, ApiFailure failure) implements WatchNews {}

    /// The kind is watched.
    record Following(Kind kind) implements WatchNews {}

    /// A watch did not end as it should.
    record BrokeOff(Kind kind, String reason) implements WatchNews {}

    /// The namespaces of the gateway workloads are now these.
    ///
    /// @param then run once what is needed of them has been handed over
    record GatewayNamespaces(Set<String> namespaces, Runnable then) implements WatchNews {}
}
