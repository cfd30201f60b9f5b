// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// The IP addresses that begin alike.
///
/// @param address of IPv4 or IPv6
/// @param bits of it that count
public record AddressRange(String address, int bits) {}
