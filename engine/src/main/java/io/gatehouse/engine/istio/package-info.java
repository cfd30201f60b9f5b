// SPDX-License-Identifier: Apache-2.0
/// Istio's Gateway and VirtualService as a routing model. Start reading at [GatewayNodes] and
/// [RouteNodes].
@NullMarked
package io.gatehouse.engine.istio;

import org.jspecify.annotations.NullMarked;
