// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.modules;

import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.fetch.FetchAuthorities;
import java.time.Duration;
import java.util.Optional;

/// How Wasm modules are fetched.
///
/// @param timeout of one attempt
/// @param patience after which a first attempt that goes on is told as a problem
/// @param firstRetry after a failure; doubled with each further one
/// @param longestRetry that it grows to
/// @param cache where they are kept on disk; absent means nowhere
/// @param authorities whose servers are trusted
public record ModuleSettings(
        Duration timeout,
        Duration patience,
        Duration firstRetry,
        Duration longestRetry,
        Optional<CacheDirectory> cache,
        FetchAuthorities authorities) {
    /// With Istio's timeout.
    public static final ModuleSettings DEFAULT =
            new ModuleSettings(
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(1),
                    Optional.of(CacheDirectory.ofUser()),
                    FetchAuthorities.JAVA);

    public ModuleSettings withAuthorities(FetchAuthorities others) {
        return new ModuleSettings(timeout, patience, firstRetry, longestRetry, cache, others);
    }
}
