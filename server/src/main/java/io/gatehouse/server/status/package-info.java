// SPDX-License-Identifier: Apache-2.0
/// What became of each object, written on the object. Pure: `ObjectStatus` and all that it is made
/// of; `StatusWriter` is the thread that writes it.
@NullMarked
package io.gatehouse.server.status;

import org.jspecify.annotations.NullMarked;
