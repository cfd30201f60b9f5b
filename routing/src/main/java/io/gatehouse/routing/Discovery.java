// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// How the proxy learns the endpoints of an [Upstream].
public sealed interface Discovery {
    /// They travel apart, as [UpstreamEndpoints] of the upstream's name.
    record Delivered() implements Discovery {}
}
