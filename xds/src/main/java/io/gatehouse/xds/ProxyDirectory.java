// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.envoyproxy.envoy.config.core.v3.Node;

/// Knows which proxies may connect. Called once per stream, with its first request, on the stream's
/// own virtual thread: it may wait for an answer from elsewhere.
@FunctionalInterface
public interface ProxyDirectory {
    Admission admit(Node node, Caller caller);
}
