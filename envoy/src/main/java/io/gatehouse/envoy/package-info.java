// SPDX-License-Identifier: Apache-2.0
/// From the routing model to Envoy resources.
@NullMarked
package io.gatehouse.envoy;

import org.jspecify.annotations.NullMarked;
