// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import io.gatehouse.routing.PatchCondition.OfTable;
import java.util.Set;

/// How patches call a route table, whatever form it is delivered in.
///
/// @param ports of the Service whose requests it is for; the proxy's own where there is none
/// @param portName of the one server that it is for; empty if it is for several
/// @param gateway `namespace/name` of that server's object; empty if it is for several
public record TableIdentity(String name, Set<Integer> ports, String portName, String gateway) {
    public TableIdentity {
        ports = Set.copyOf(ports);
    }

    public boolean isMeant(ProxyPatch patch) {
        return patch.condition().table().filter(asked -> !isMeant(asked)).isEmpty();
    }

    private boolean isMeant(OfTable asked) {
        return (asked.port() == 0 || ports.contains(asked.port()))
                && (asked.portName().isEmpty() || asked.portName().equals(portName))
                && (asked.gateway().isEmpty() || asked.gateway().equals(gateway))
                && (asked.name().isEmpty() || asked.name().equals(name));
    }
}
