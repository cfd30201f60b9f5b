// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.Kind;
import io.gatehouse.engine.ProxyGroup;
import java.util.Set;
import java.util.function.Consumer;

/// Keeps the group of this machine's proxy in step with the gateway workload that the user defines.
/// Adds no objects.
final class GatewayGroup implements Supplement {
    static final String NAME = "standalone";

    private final String address;
    private final Consumer<ProxyGroup> sink;

    GatewayGroup(String address, Consumer<ProxyGroup> sink) {
        this.address = address;
        this.sink = sink;
    }

    static ProxyGroup of(GatewayWorkload workload, String address) {
        return new ProxyGroup(NAME, workload.namespace(), workload.labels(), address);
    }

    @Override
    public Set<Kind> reads() {
        return Set.of(Kind.GATEWAY, Kind.POD, Kind.DEPLOYMENT);
    }

    @Override
    public Supply supply(DefinedObjects defined) {
        sink.accept(of(GatewayWorkload.of(defined), address));
        return Supply.NOTHING;
    }
}
