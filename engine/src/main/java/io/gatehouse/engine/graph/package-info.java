// SPDX-License-Identifier: Apache-2.0
/// Recomputing only what a change touches. Start reading at [IncrementalGraph].
@NullMarked
package io.gatehouse.engine.graph;

import org.jspecify.annotations.NullMarked;
