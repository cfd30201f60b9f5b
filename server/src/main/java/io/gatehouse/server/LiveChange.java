// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.time.Duration;

/// A change that every connected proxy of the groups it touched has taken up.
///
/// @param latency from the moment the source noticed the first of its batches; zero when no proxy
///   had to be told
/// @param proxies how many proxies had to be told
public record LiveChange(AppliedChange change, Duration latency, int proxies) {}
