// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import com.google.protobuf.Any;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/// One response: what the proxy is to take on and to give up. `number` counts the responses of the
/// stream; `since` is the oldest revision that the proxy lacks without it; `disguised` are
/// resources that must look different than before, see [ScopeRetry].
record Push(
        ResourceType type,
        long number,
        SortedMap<String, VersionedResource> resources,
        SortedSet<String> removed,
        Set<String> disguised,
        long since) {
    Push {
        resources = Collections.unmodifiableSortedMap(resources);
        removed = Collections.unmodifiableSortedSet(removed);
        disguised = Set.copyOf(disguised);
    }

    /// As it travels in this response.
    Any body(VersionedResource resource) {
        return disguised.contains(resource.name().name())
                ? ScopeRetry.body(resource, number)
                : resource.body();
    }

    String nonce() {
        return Long.toString(number);
    }
}
