// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.time.Duration;
import java.util.Optional;

/// When and how often a failed request is tried again.
///
/// @param attempts 0 turns retries off
/// @param retryOn Envoy's conditions and HTTP statuses, separated by commas; empty for Istio's
///   default
public record HttpRetry(
        int attempts,
        Optional<Duration> perTryTimeout,
        String retryOn,
        Optional<Boolean> retryRemoteLocalities,
        Optional<Boolean> retryIgnorePreviousHosts,
        Optional<Duration> backoff) {}
