// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// A condition on one request header.
///
/// @param name lower case
/// @param inverted whether the condition must not hold
/// @param missingAsEmpty whether an absent header is compared as an empty value
public record HeaderCondition(
        String name, ValueMatch value, boolean inverted, boolean missingAsEmpty) {}
