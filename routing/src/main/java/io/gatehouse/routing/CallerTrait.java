// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// Something about who asks.
public sealed interface CallerTrait {
    /// A name in the client's certificate: one of its URIs, without any of its DNS names, without
    /// any its subject. Without a certificate there is none.
    record CertifiedName(ValueMatch name) implements CallerTrait {}

    /// Where the connection comes from.
    record PeerAddress(AddressRange range) implements CallerTrait {}

    /// Where the request comes from, as far as proxies in front are believed.
    record ClientAddress(AddressRange range) implements CallerTrait {}

    /// A header of the request; of one that is there several times, the values joined by commas.
    ///
    /// @param name lower case
    record CallerHeader(String name, ValueMatch value) implements CallerTrait {}

    /// A claim of the token that the request was let in with; of a list, one element.
    ///
    /// @param claim its name, or the names that lead to it in nested claims
    record TokenClaim(List<String> claim, ValueMatch value) implements CallerTrait {
        public TokenClaim {
            claim = List.copyOf(claim);
        }
    }
}
