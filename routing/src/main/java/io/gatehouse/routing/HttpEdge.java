// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// How a gateway treats HTTP at its edge. The defaults are Istio's for a gateway.
///
/// @param trustedProxies how many proxies in front of the gateway are believed in `X-Forwarded-For`
/// @param http10 whether HTTP/1.0 requests are answered at all (426 otherwise)
/// @param normalizePaths whether `/a/../b` is routed as `/b`
public record HttpEdge(int trustedProxies, boolean http10, boolean normalizePaths) {
    public static final HttpEdge DEFAULT = new HttpEdge(0, false, true);
}
