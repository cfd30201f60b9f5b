// SPDX-License-Identifier: Apache-2.0
/// From configuration objects to the routing model, recomputing only what a change touches.
@NullMarked
package io.gatehouse.engine;

import org.jspecify.annotations.NullMarked;
