// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a replica has to tell the one that leads since it last did. Parts are to be taken in their
/// order.
///
/// @param groups that proxies belong to, each before the first of its proxies
/// @param objects absent: it is not there
/// @param proxies that have come, or got further
/// @param gone streams of proxies that are no longer connected
/// @param whole whether all that there was at the time is told with this part
public record ReportPart(
        List<ProxyGroup> groups,
        SortedMap<ObjectKey, Optional<ObjectRevision>> objects,
        List<ReportedProxy> proxies,
        List<Long> gone,
        boolean whole) {
    public ReportPart {
        groups = List.copyOf(groups);
        objects = Collections.unmodifiableSortedMap(new TreeMap<>(objects));
        proxies = List.copyOf(proxies);
        gone = List.copyOf(gone);
    }
}
