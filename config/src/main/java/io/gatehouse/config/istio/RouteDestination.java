// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.Optional;

/// Where connections go.
///
/// @param weight relative to the sum of the rule's weights; a single destination may leave it 0
public record RouteDestination(Optional<Destination> destination, int weight) {}
