// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// Where connections go whose upstream is found by [Discovery.OfRequest]: to the server name of the
/// client's TLS hello.
///
/// @param wildcard that all server names of the chain are under, so that no client chooses what
///   else is connected to
/// @param lookup that of the upstream
public record RequestedServerName(String wildcard, int port, NameLookup lookup) {}
