// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What one rule asks for beside sending requests somewhere. A rule has at most one of each kind.
public sealed interface RouteFeature permits CorsRules, FaultInjection, PolicyFeature {}
