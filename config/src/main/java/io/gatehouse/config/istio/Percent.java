// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

/// A share of the requests.
///
/// @param value 0.0 to 100.0
public record Percent(double value) {}
