// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// Every request is refused: something is missing that would say which may go on.
///
/// @param instead what would say so
public record NobodyLetIn(String instead) implements PolicyFeature {}
