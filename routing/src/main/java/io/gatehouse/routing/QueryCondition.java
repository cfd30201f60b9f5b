// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A condition on one query parameter; its name is case-sensitive.
public record QueryCondition(String name, ValueMatch value) {}
