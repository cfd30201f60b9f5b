// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import java.util.List;

/// Which clients get an answer; the others get 403. Addresses or CIDR ranges.
///
/// @param allow empty means all
/// @param deny stands before `allow`
public record IpAccess(List<String> allow, List<String> deny) implements HttpFeature {
    public IpAccess {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    @Override
    public FeatureName feature() {
        return FeatureName.IP_ACCESS;
    }
}
