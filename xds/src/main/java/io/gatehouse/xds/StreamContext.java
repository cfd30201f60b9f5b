// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What all streams of one server share.
record StreamContext(
        ResourceCache cache,
        ProxyEvents events,
        DiscoverySettings settings,
        Ticker ticker,
        Map<String, Refusals> refusals,
        AtomicLong streams) {

    static StreamContext of(
            ResourceCache cache, ProxyEvents events, DiscoverySettings settings, Ticker ticker) {
        return new StreamContext(
                cache, events, settings, ticker, new ConcurrentHashMap<>(), new AtomicLong());
    }

    Refusals refusals(String group) {
        return refusals.computeIfAbsent(group, _ -> new Refusals());
    }
}
