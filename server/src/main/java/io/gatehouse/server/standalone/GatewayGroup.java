// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.Kind;
import io.gatehouse.engine.ProxyGroup;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Keeps the group of this machine's proxy in step with the gateway workload that the user defines.
/// Adds no objects.
final class GatewayGroup implements Supplement {
    static final String NAME = "standalone";

    private final String address;
    private final Consumer<ProxyGroup> sink;
    private Optional<ProxyGroup> told = Optional.empty();

    GatewayGroup(String address, Consumer<ProxyGroup> sink) {
        this.address = address;
        this.sink = sink;
    }

    static ProxyGroup of(DefinedObjects defined, String address) {
        GatewayWorkload workload = GatewayWorkload.of(defined);
        return new ProxyGroup(
                NAME,
                workload.namespace(),
                workload.labels(),
                address,
                workload.placement(defined),
                workload.pod().nodeName(),
                workload.proxyConfig(),
                SystemRoots.find(),
                true);
    }

    @Override
    public Set<Kind> reads() {
        return Set.of(Kind.GATEWAY, Kind.POD, Kind.DEPLOYMENT, Kind.NODE);
    }

    @Override
    public Supply supply(DefinedObjects defined) {
        Optional<ProxyGroup> group = Optional.of(of(defined, address));
        if (!group.equals(told)) {
            told = group;
            group.ifPresent(sink);
        }
        return Supply.NOTHING;
    }
}
