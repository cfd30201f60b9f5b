// SPDX-License-Identifier: Apache-2.0
/// What Gatehouse's own kinds mean. Start reading at [HttpPolicyNodes].
@NullMarked
package io.gatehouse.engine.gatehouse;

import org.jspecify.annotations.NullMarked;
