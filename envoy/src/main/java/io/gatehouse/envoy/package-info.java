// SPDX-License-Identifier: Apache-2.0
/// From the routing model to Envoy resources: pure functions, one package per kind of resource.
/// What concerns all kinds is here: [References], [EnvoyJson].
@NullMarked
package io.gatehouse.envoy;

import org.jspecify.annotations.NullMarked;
