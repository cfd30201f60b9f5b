// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.Optional;

/// A copy of the traffic for another destination, whose answers are thrown away.
///
/// @param percentage absent means all of it
public record HttpMirrorPolicy(Optional<Destination> destination, Optional<Percent> percentage) {}
