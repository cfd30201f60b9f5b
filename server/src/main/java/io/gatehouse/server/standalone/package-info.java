// SPDX-License-Identifier: Apache-2.0
/// Gatehouse on one machine: how a run is put together, and what stands in for what a cluster would
/// bring. Start reading at [io.gatehouse.server.standalone.Standalone] and
/// [io.gatehouse.server.standalone.SupplementedSource].
@NullMarked
package io.gatehouse.server.standalone;

import org.jspecify.annotations.NullMarked;
