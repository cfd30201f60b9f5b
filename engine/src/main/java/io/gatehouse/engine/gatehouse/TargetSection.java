// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.ObjectKey;

/// What policies are attached to.
///
/// @param section a route of a VirtualService; empty means all of the object
record TargetSection(ObjectKey object, String section) {}
