// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// Requests whose headers all are as asked for, and whose client has one of the addresses.
///
/// @param headers `:path` with the query string among them
/// @param clients empty means any
public record CertainRequests(List<HeaderCondition> headers, List<AddressRange> clients) {
    public CertainRequests {
        headers = List.copyOf(headers);
        clients = List.copyOf(clients);
    }
}
