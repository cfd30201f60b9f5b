// SPDX-License-Identifier: Apache-2.0
/// Damaged configuration against reader, engine and a real Envoy. Start reading at [FuzzTest].
@NullMarked
package io.gatehouse.server.fuzz;

import org.jspecify.annotations.NullMarked;
