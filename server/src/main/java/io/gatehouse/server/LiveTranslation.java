// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.engine.RoutingGraph;
import io.gatehouse.engine.graph.Output;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a set of objects comes to for one group of proxies, followed change by change without
/// serving anything. One thread at a time.
public final class LiveTranslation {
    private final String group;
    private final RoutingGraph routing;
    private final EnvoyResources envoy;

    public LiveTranslation(ProxyGroup group) {
        this(group, DeliveryLimits.DEFAULT);
    }

    /// @param limits from which sizes on parts are delivered apart
    public LiveTranslation(ProxyGroup group, DeliveryLimits limits) {
        this.group = group.name();
        routing = new RoutingGraph(limits);
        envoy = new EnvoyResources(routing);
        routing.groups.put(group.name(), group);
    }

    void setTime(Instant now) {
        routing.clock.set(now);
    }

    void apply(ConfigEvent event) {
        routing.tables.apply(event);
    }

    /// Nobody is asked for what is wanted from elsewhere so far.
    void fetchNothing() {
        NothingFetched.fill(routing);
    }

    public void upsert(ConfigObject object) {
        routing.tables.upsert(object);
    }

    public void delete(ObjectKey key) {
        routing.tables.delete(key);
    }

    /// The Envoy resources that differ since the last call.
    public ResourceChanges changes() {
        return envoy.changes().getOrDefault(group, ResourceChanges.NONE);
    }

    /// How many evaluations all changes have cost so far.
    long evaluations() {
        return routing.graph.runs();
    }

    /// What there is to say about objects whose findings differ since the last call; what is wrong
    /// with one alone, its reader tells.
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(InternalFindings.of(routing.graph.failures()));
        for (Output<ObjectKey, List<Finding>> output : envoy.allFindings()) {
            output.changes().forEach(change -> findings.addAll(change.value().orElse(List.of())));
        }
        return findings;
    }
}
