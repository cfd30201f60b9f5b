// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// How large a request's body may be.
public record LargestBody(long bytes) implements PolicyFeature {}
