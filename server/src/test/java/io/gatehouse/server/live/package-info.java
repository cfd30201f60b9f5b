// SPDX-License-Identifier: Apache-2.0
/// A real control plane, a real Envoy and real backends on loopback. Start reading at
/// [LiveGateway].
@NullMarked
package io.gatehouse.server.live;

import org.jspecify.annotations.NullMarked;
