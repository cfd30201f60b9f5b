// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import io.gatehouse.routing.Placement;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who a proxy says it is, in the form that Istio's proxies use.
///
/// @param id see [#routerId]
/// @param cluster groups proxies in Envoy's own statistics, such as
///   `istio-ingressgateway.istio-system`
/// @param labels of the workload, sent as `LABELS`
/// @param metadata further keys, such as `NAMESPACE`, `SERVICE_ACCOUNT` and `CLUSTER_ID`
public record ProxyNode(
        String id,
        String cluster,
        Placement placement,
        SortedMap<String, String> labels,
        SortedMap<String, String> metadata) {
    public ProxyNode {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /// Istio's id of a gateway, `router~IP~POD.NAMESPACE~DOMAIN`.
    public static String routerId(String ip, String pod, String namespace, String domain) {
        return "router~" + ip + "~" + pod + "." + namespace + "~" + domain;
    }
}
