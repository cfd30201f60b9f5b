// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.HttpRoute;

/// A rule as it is served: one of a VirtualService's own, or one of a delegate merged with the rule
/// that delegates.
///
/// @param route names in it are complete, so that they mean the same to every namespace
/// @param owner the VirtualService that says where the requests go
record HttpRule(HttpRoute route, ObjectKey owner) {}
