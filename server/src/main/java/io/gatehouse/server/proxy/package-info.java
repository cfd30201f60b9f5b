// SPDX-License-Identifier: Apache-2.0
/// A gateway's Pod: who the proxy is, how it reaches its control plane, and its life. Start reading
/// at [GatewayProxy].
@NullMarked
package io.gatehouse.server.proxy;

import org.jspecify.annotations.NullMarked;
