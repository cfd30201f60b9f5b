// SPDX-License-Identifier: Apache-2.0
/// The discovery server. Start reading at `DiscoveryServer`.
@NullMarked
package io.gatehouse.xds;

import org.jspecify.annotations.NullMarked;
