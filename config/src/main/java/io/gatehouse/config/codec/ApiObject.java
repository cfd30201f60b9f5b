// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.ObjectKey;

/// One object as the API server tells it.
///
/// @param resourceVersion differs whenever the object does
/// @param result what came of it: an object, or why it is refused
public record ApiObject(ObjectKey key, String resourceVersion, ReadResult result) {}
