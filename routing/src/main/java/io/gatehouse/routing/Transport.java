// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What carries the connections of a [ServerPort].
public enum Transport {
    TCP,
    /// Over UDP; the chains end TLS and speak HTTP/3.
    QUIC
}
