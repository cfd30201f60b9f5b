// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;

/// One response: what the proxy is to take on and to give up. `number` counts the responses of the
/// stream; `since` is the oldest revision that the proxy lacks without it.
record Push(
        ResourceType type,
        long number,
        SortedMap<String, VersionedResource> resources,
        SortedSet<String> removed,
        long since) {
    Push {
        resources = Collections.unmodifiableSortedMap(resources);
        removed = Collections.unmodifiableSortedSet(removed);
    }

    String nonce() {
        return Long.toString(number);
    }
}
