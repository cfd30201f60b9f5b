// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What a service is called in statistics.
///
/// @param host such as `shop.default.svc.cluster.local`
/// @param name such as `shop`
public record ServiceName(String host, String name, String namespace) {}
