// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

/// Told what happens to proxies, from the virtual thread of the proxy's stream, in order for each
/// stream. Must not throw and should return soon: the stream waits.
public interface ProxyEvents {
    default void connected(ConnectedProxy proxy) {}

    default void disconnected(ConnectedProxy proxy) {}

    default void refused(ConnectedProxy proxy, Refusal refusal) {}

    /// Everything up to that revision is acknowledged, see [ProxyStatus]. `nanoTime` is
    /// [Ticker#nanoTime].
    default void synced(ConnectedProxy proxy, long revision, long nanoTime) {}

    /// What is about to be `settled`, before [ProxyStatus] tells it: what is noted here is there
    /// for whoever sees that.
    default void settling(ConnectedProxy proxy, long revision, long nanoTime) {}

    /// Like `synced`, but what the proxy refused does not count.
    default void settled(ConnectedProxy proxy, long revision, long nanoTime) {}
}
