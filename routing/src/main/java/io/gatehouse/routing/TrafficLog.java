// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Optional;

/// A log with an entry for each request or connection.
///
/// @param condition in CEL; what it is false of is not logged
public record TrafficLog(LogDestination destination, Optional<String> condition) {}
