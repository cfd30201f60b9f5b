// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

/// A service that proxies ask.
///
/// @param host of a Service or ServiceEntry; without a dot, a Service of the policy's namespace
public record ServiceReference(String host, int port) {}
