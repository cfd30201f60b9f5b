// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What is true of a request when both parts are.
///
/// @param name unique among the rules that are decided together, and found in logs
public record AccessRule(String name, Clause<CallerTrait> caller, Clause<RequestTrait> request) {}
