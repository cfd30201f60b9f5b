// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.gatehouse.IpAccess;
import io.gatehouse.engine.AddressBlock;
import io.gatehouse.routing.ClientAddresses;

final class ClientAddressesReader {
    private ClientAddressesReader() {}

    static ClientAddresses read(IpAccess access) {
        return new ClientAddresses(
                access.allow().stream().map(AddressBlock::of).toList(),
                access.deny().stream().map(AddressBlock::of).toList());
    }
}
