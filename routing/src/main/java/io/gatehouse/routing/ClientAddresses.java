// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// Which clients are let in, by the address that the proxy trusts.
///
/// @param admitted empty means all
/// @param refused stands before `admitted`
public record ClientAddresses(List<AddressRange> admitted, List<AddressRange> refused)
        implements PolicyFeature {
    public ClientAddresses {
        admitted = List.copyOf(admitted);
        refused = List.copyOf(refused);
    }
}
