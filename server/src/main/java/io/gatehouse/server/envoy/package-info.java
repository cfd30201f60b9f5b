// SPDX-License-Identifier: Apache-2.0
/// An Envoy on this machine: where it comes from, its supervision and its administration. Start
/// reading at [EnvoySupervisor].
@NullMarked
package io.gatehouse.server.envoy;

import org.jspecify.annotations.NullMarked;
