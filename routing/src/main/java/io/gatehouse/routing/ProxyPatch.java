// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Map;
import java.util.Optional;

/// A change to what a proxy is given, in the proxy's own words: the one thing here that is opaque.
/// Patches are applied last, to what everything else came to.
///
/// @param value a tree of maps, lists, texts, numbers and booleans; absent if nothing is put in
public record ProxyPatch(
        PatchId id,
        PatchSubject subject,
        PatchOperation operation,
        PatchCondition condition,
        Optional<Map<String, Object>> value) {}
