// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What endpoints are spoken to in.
public enum UpstreamProtocol {
    HTTP1,
    HTTP2,
    /// What the client spoke.
    AS_CLIENT
}
