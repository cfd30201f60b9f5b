// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What a request must look like; everything given must hold.
///
/// @param headers a [StringMatch] with nothing set asks only that the header is present
/// @param port of the Gateway's server; 0 for any
/// @param gateways narrows [VirtualService.Spec#gateways]
public record HttpMatchRequest(
        String name,
        Optional<StringMatch> uri,
        Optional<StringMatch> scheme,
        Optional<StringMatch> method,
        Optional<StringMatch> authority,
        SortedMap<String, StringMatch> headers,
        int port,
        SortedMap<String, String> sourceLabels,
        List<String> gateways,
        SortedMap<String, StringMatch> queryParams,
        boolean ignoreUriCase,
        SortedMap<String, StringMatch> withoutHeaders,
        String sourceNamespace,
        String statPrefix) {
    public HttpMatchRequest {
        headers = SortedMaps.copyOf(headers);
        sourceLabels = SortedMaps.copyOf(sourceLabels);
        gateways = List.copyOf(gateways);
        queryParams = SortedMaps.copyOf(queryParams);
        withoutHeaders = SortedMaps.copyOf(withoutHeaders);
    }
}
