// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Optional;

/// Where requests go whose upstream is found by [Discovery.OfRequest].
///
/// @param host lower case; absent means the host of the request, without its port
/// @param port that is connected to, whatever port the request's host has
public record RequestedHost(Optional<String> host, int port) {}
