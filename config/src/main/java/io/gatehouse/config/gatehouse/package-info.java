// SPDX-License-Identifier: Apache-2.0
/// Gatehouse's own kinds, `gatehouse.io`. Start reading at [HttpPolicy].
@NullMarked
package io.gatehouse.config.gatehouse;

import org.jspecify.annotations.NullMarked;
