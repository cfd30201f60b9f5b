// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

/// From which size on what belongs together is delivered apart, so that a change of a part is not
/// one of the whole. What is answered does not depend on it.
///
/// @param scopedRoutesFrom exact hosts of a route table that is delivered host by host
/// @param certificatesByNameFrom HTTPS servers of a port that share a chain, for which proxies ask
///   for certificates by name
public record DeliveryLimits(int scopedRoutesFrom, int certificatesByNameFrom) {
    /// From there on Envoy takes longer over a change of the whole than is unnoticed.
    public static final DeliveryLimits DEFAULT = new DeliveryLimits(200, 200);
}
