// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import io.envoyproxy.envoy.config.core.v3.TransportSocket;

/// A transport socket of the same name is merged in its configuration, another one replaces it.
final class TransportSocketMerge {
    private TransportSocketMerge() {}

    static TransportSocket merge(MessageMerge merge, TransportSocket into, TransportSocket from) {
        return into.getName().equals(from.getName()) && from.hasTypedConfig()
                ? into.toBuilder()
                        .setTypedConfig(
                                merge.mergePacked(into.getTypedConfig(), from.getTypedConfig()))
                        .build()
                : from;
    }
}
