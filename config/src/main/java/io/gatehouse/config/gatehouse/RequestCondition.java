// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import io.gatehouse.config.SortedMaps;
import io.gatehouse.config.istio.StringMatch;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Certain requests: all that is set must hold.
///
/// @param path without the query string
/// @param clients addresses or CIDR ranges, of which the client's must be one: the one that the
///   gateway trusts, behind proxies as well
public record RequestCondition(
        Optional<StringMatch> path, SortedMap<String, StringMatch> headers, List<String> clients) {
    public RequestCondition {
        headers = SortedMaps.copyOf(headers);
        clients = List.copyOf(clients);
    }
}
