// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ResourceSnapshot;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the control plane knows at the moment.
///
/// @param groups that proxies belong to, by name
/// @param resources of a group
/// @param others replicas of the control plane, and what their proxies have
public record Served(
        Supplier<ControlPlaneState> state,
        Supplier<Map<String, ProxyGroup>> groups,
        Supplier<List<ProxyStatus>> proxies,
        Function<String, ResourceSnapshot> resources,
        Supplier<OtherReplicas> others) {
    /// The same with other ways to know of other replicas.
    public Served with(Supplier<OtherReplicas> asked) {
        return new Served(state, groups, proxies, resources, asked);
    }
}
