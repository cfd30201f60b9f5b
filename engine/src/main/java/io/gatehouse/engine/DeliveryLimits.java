// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine;

/// From which size on what belongs together is delivered apart, so that a change of a part is not
/// one of the whole. What is answered does not depend on it.
///
/// @param scopedRoutesFrom exact hosts of a route table that is delivered host by host
/// @param certificatesByNameFrom HTTPS servers of a port that share a chain, for which proxies ask
///   for certificates by name
/// @param routesOnDemand whether proxies ask for the routes of a host that is delivered by itself
///   when a request is the first to need them
public record DeliveryLimits(
        int scopedRoutesFrom, int certificatesByNameFrom, boolean routesOnDemand) {
    /// From there on Envoy takes longer over a change of the whole than is unnoticed.
    public static final DeliveryLimits DEFAULT = new DeliveryLimits(200, 200);

    public DeliveryLimits(int scopedRoutesFrom, int certificatesByNameFrom) {
        this(scopedRoutesFrom, certificatesByNameFrom, false);
    }
}
