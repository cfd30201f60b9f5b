// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.gatehouse.routing.PatchCondition.OfListener;
import java.util.Optional;

/// Whether a patch is for a listener, and for what is in it, by Istio's rules.
final class ListenerConditions {
    private ListenerConditions() {}

    static boolean listener(ReadPatch patch, Listener listener) {
        return patch.condition().listener().filter(asked -> !isListener(asked, listener)).isEmpty();
    }

    private static boolean isListener(OfListener asked, Listener listener) {
        return (asked.name().isEmpty() || asked.name().equals(listener.getName()))
                && (asked.port() == 0
                        || asked.port() == listener.getAddress().getSocketAddress().getPortValue());
    }

    static boolean chain(ReadPatch patch, FilterChain chain) {
        return patch.condition().listener().filter(asked -> !isChain(asked, chain)).isEmpty();
    }

    private static boolean isChain(OfListener asked, FilterChain chain) {
        FilterChainMatch match = chain.getFilterChainMatch();
        return (asked.chain().isEmpty() || asked.chain().equals(chain.getName()))
                && (asked.serverName().isEmpty()
                        || match.getServerNamesList().contains(asked.serverName()))
                && (asked.transport().isEmpty()
                        || match.getTransportProtocol().equals(asked.transport()))
                && match.getApplicationProtocolsList().containsAll(asked.applicationProtocols())
                && (asked.destinationPort() == 0
                        || match.getDestinationPort().getValue() == asked.destinationPort());
    }

    static Optional<String> listenerFilter(ReadPatch patch) {
        return patch.condition()
                .listener()
                .map(OfListener::listenerFilter)
                .filter(name -> !name.isEmpty());
    }

    static Optional<String> filter(ReadPatch patch) {
        return patch.condition().listener().flatMap(OfListener::filter);
    }

    static Optional<String> httpFilter(ReadPatch patch) {
        return patch.condition().listener().flatMap(OfListener::httpFilter);
    }

    /// Whether what the patch names, if anything, is called that.
    static boolean isNamed(Optional<String> asked, String name) {
        return asked.filter(other -> !other.equals(name)).isEmpty();
    }
}
