// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// All proxies that must be given the same configuration.
///
/// @param name as the proxies' streams are told apart
/// @param namespace of the gateway workload
/// @param labels of the workload's pods, by which Gateways select it
/// @param bind where servers without `bind` listen, such as `0.0.0.0`
public record ProxyGroup(
        String name, String namespace, SortedMap<String, String> labels, String bind) {
    public ProxyGroup {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /// Whether all of the selector's labels are there; an empty selector matches.
    public boolean matches(Map<String, String> selector) {
        return labels.entrySet().containsAll(selector.entrySet());
    }
}
