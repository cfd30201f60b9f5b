// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What requests tell those whom they are sent to. The defaults are Istio's.
///
/// @param attempt which one it is, `X-Envoy-Attempt-Count`
/// @param replacedHost the host that a rule replaced, `X-Forwarded-Host`
public record UpstreamHeaders(boolean attempt, boolean replacedHost) {
    public static final UpstreamHeaders DEFAULT = new UpstreamHeaders(true, false);
}
