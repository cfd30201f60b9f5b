// SPDX-License-Identifier: Apache-2.0
/// Fixtures shared by the tests of other modules: [EnvoyProcess] and [EnvoyValidator] need an Envoy
/// binary, [EchoBackend] is what a gateway sends to, [GatewayClient] what sends to a gateway.
@NullMarked
package io.gatehouse.testing;

import org.jspecify.annotations.NullMarked;
