// SPDX-License-Identifier: Apache-2.0
/// A proxy's side of the aggregated discovery service. Start reading at [AdsClient].
@NullMarked
package io.gatehouse.testing.xds;

import org.jspecify.annotations.NullMarked;
