// SPDX-License-Identifier: Apache-2.0
/// The composition root.
@NullMarked
package io.gatehouse.server;

import org.jspecify.annotations.NullMarked;
