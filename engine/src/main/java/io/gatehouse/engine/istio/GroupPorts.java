// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a group's proxies listen on, as far as policies can ask for it.
///
/// @param podPorts by the number that Gateways give
/// @param withoutHttp those at which some connections carry no HTTP that is looked into
/// @param numbersOfHttp that Gateways give to servers of HTTP
/// @param numbersLookedInto that Gateways give to servers whose connections are not only handed on
///   within the mesh
record GroupPorts(
        SortedMap<Integer, Integer> podPorts,
        Set<Integer> withoutHttp,
        Set<Integer> numbersOfHttp,
        Set<Integer> numbersLookedInto) {
    static GroupPorts of(Iterable<ServerTraits> servers) {
        SortedMap<Integer, Integer> podPorts = new TreeMap<>();
        Set<Integer> withoutHttp = new TreeSet<>();
        Set<Integer> numbersOfHttp = new TreeSet<>();
        Set<Integer> numbersLookedInto = new TreeSet<>();
        for (ServerTraits server : servers) {
            int port = server.port().port();
            podPorts.merge(server.servicePort(), port, Math::min);
            if (server.kind().http()) {
                numbersOfHttp.add(server.servicePort());
            } else if (server.kind() != ServerKind.AUTO_PASSTHROUGH) {
                withoutHttp.add(port);
            }
            if (server.kind() != ServerKind.AUTO_PASSTHROUGH) {
                numbersLookedInto.add(server.servicePort());
            }
        }
        return new GroupPorts(podPorts, withoutHttp, numbersOfHttp, numbersLookedInto);
    }

    boolean listensAt(int podPort) {
        return podPorts.containsValue(podPort);
    }

    Optional<Integer> podPort(int servicePort) {
        return Optional.ofNullable(podPorts.get(servicePort));
    }
}
