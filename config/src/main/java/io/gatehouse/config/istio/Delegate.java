// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

/// Names the VirtualService whose rules stand in place of this one.
///
/// @param namespace empty for the VirtualService's own
public record Delegate(String name, String namespace) {}
