// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.TransportSocketMatch;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.gatehouse.routing.PatchCondition.OfUpstream;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchSubject;
import java.util.List;
import java.util.Optional;

/// Patches to a cluster. One is found by its name, `outbound|PORT|SUBSET|SERVICE`, or by parts of
/// it.
public final class ClusterPatching {
    private static final int PARTS = 4;

    private ClusterPatching() {}

    public static Patched<Cluster> apply(Cluster before, List<ReadPatch> patches) {
        PatchLog log = new PatchLog();
        Cluster cluster = before;
        for (ReadPatch patch : patches) {
            if (patch.subject() != PatchSubject.UPSTREAM || !isFor(patch, before)) {
                continue;
            }
            if (patch.operation() == PatchOperation.REMOVE) {
                log.met(patch);
                return log.outcome(Optional.empty());
            } else if (patch.merges()) {
                cluster = log.change(patch, cluster, old -> merged(patch, old));
            }
        }
        return log.outcome(Optional.of(cluster));
    }

    private static boolean isFor(ReadPatch patch, Cluster cluster) {
        return patch.condition()
                .upstream()
                .filter(asked -> !isFor(asked, cluster.getName()))
                .isEmpty();
    }

    private static boolean isFor(OfUpstream asked, String name) {
        if (!asked.name().isEmpty()) {
            return asked.name().equals(name);
        }
        List<String> parts = List.of(name.split("\\|", -1));
        boolean known = parts.size() == PARTS;
        return (asked.port() == 0 || (known && parts.get(1).equals(Integer.toString(asked.port()))))
                && (asked.subset().isEmpty() || (known && parts.get(2).equals(asked.subset())))
                && (asked.service().isEmpty() || (known && parts.get(3).equals(asked.service())));
    }

    /// Its name is by which routes and endpoints know it.
    private static Cluster merged(ReadPatch patch, Cluster cluster) {
        Cluster value = (Cluster) patch.value();
        MessageMerge merge = MessageMerge.of(patch);
        Cluster.Builder merged =
                merge.merge(cluster, value.toBuilder().clearTransportSocket().build()).toBuilder();
        if (value.hasTransportSocket()) {
            setSocket(merge, merged, value.getTransportSocket());
        }
        return merged.setName(cluster.getName()).build();
    }

    /// A cluster that chooses its socket by endpoint keeps the choice: the first one of that name
    /// is the one that is meant.
    private static void setSocket(
            MessageMerge merge, Cluster.Builder cluster, TransportSocket socket) {
        if (cluster.getTransportSocketMatchesCount() == 0) {
            cluster.setTransportSocket(
                    TransportSocketMerge.merge(merge, cluster.getTransportSocket(), socket));
            return;
        }
        for (int i = 0; i < cluster.getTransportSocketMatchesCount(); i++) {
            TransportSocketMatch match = cluster.getTransportSocketMatches(i);
            if (match.getTransportSocket().getName().equals(socket.getName())) {
                cluster.setTransportSocketMatches(
                        i,
                        match.toBuilder()
                                .setTransportSocket(
                                        TransportSocketMerge.merge(
                                                merge, match.getTransportSocket(), socket)));
                return;
            }
        }
    }
}
