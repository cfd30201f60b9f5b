// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.Optional;

/// One of the destinations that share the requests of a rule.
///
/// @param weight relative to the sum of the rule's weights; a single destination may leave it 0
public record HttpRouteDestination(
        Optional<Destination> destination, int weight, Optional<Headers> headers) {}
