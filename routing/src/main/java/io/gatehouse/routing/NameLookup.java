// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.time.Duration;

/// How names become addresses.
///
/// @param refresh how often a name is asked for again where the answer does not say
public record NameLookup(Duration refresh, AddressFamily family) {
    public static final Duration DEFAULT_REFRESH = Duration.ofSeconds(60);
}
