// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.envoyproxy.envoy.config.core.v3.Node;
import java.time.Instant;
import java.util.Optional;

/// One variant of the protocol: what its requests mean and what its responses look like. One
/// instance serves one stream.
interface Dialect<Q, R> {
    ConnectedProxy.Protocol protocol();

    /// Sent with the first request of a stream.
    Node node(Q request);

    String typeUrl(Q request);

    /// Applies the request to the view; returns the refusal if it contains one.
    Optional<Refusal> apply(ResourceType type, Q request, ProxyView view, Instant now);

    /// Empty when the proxy has exactly that already, from an earlier stream: nothing is to be
    /// sent.
    Optional<R> response(Push push, ProxyView view);
}
