// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/// The last change of an object.
///
/// @param revisions that groups had when it was published: a proxy that has settled with its
///   group's has it; a group that is not named here has it from its first revision on
/// @param latency from the moment the source noticed the change until this replica's proxies had
///   it; absent while they do not, and where none had to be told
public record LastChange(SortedMap<String, Long> revisions, Optional<Duration> latency) {}
