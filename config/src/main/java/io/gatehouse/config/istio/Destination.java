// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.Optional;

/// A service to send to.
///
/// @param host a name without dots is one of the VirtualService's namespace
/// @param subset of the host's DestinationRule; empty for none
/// @param port may be left out where the service has only one
public record Destination(String host, String subset, Optional<PortSelector> port) {

    public record PortSelector(int number) {}
}
