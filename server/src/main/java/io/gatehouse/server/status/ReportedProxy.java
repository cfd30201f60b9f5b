// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.Refusal;
import java.util.List;
import java.util.Optional;

/// How far one proxy is, in the words of the replica that it is connected to.
///
/// @param stream tells apart connections to that replica
/// @param newest revision of its group
/// @param synced see [ProxyStatus]
/// @param settled likewise
/// @param refusals the last one of each type
public record ReportedProxy(
        long stream,
        String node,
        String group,
        long newest,
        long synced,
        long settled,
        List<Refusal> refusals) {
    public ReportedProxy {
        refusals = List.copyOf(refusals);
    }

    static ReportedProxy of(ProxyStatus status, long newest) {
        return new ReportedProxy(
                status.proxy().stream(),
                status.proxy().nodeId(),
                status.proxy().group(),
                newest,
                status.syncedRevision(),
                status.settledRevision(),
                status.types().stream().flatMap(type -> type.lastRefusal().stream()).toList());
    }

    Delivery.State state(ConfigObject object, ObjectRevision revision, Refusals all) {
        long needed = revision.needed(group, newest);
        if (settled < needed) {
            return new Delivery.State.Waiting();
        }
        Optional<String> refused =
                synced < needed ? all.concerning(object, this) : Optional.empty();
        return refused.<Delivery.State>map(Delivery.State.Refused::new)
                .orElseGet(Delivery.State.Live::new);
    }
}
