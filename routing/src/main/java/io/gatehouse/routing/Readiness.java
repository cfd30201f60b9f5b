// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// Whether an endpoint's source wants it to get requests.
public enum Readiness {
    READY,
    /// On its way out: it keeps the clients that hold on to it, and gets no others.
    DRAINING,
    UNREADY
}
