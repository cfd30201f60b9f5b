// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One request, sent exactly as given.
///
/// @param host the `Host` header or `:authority`
/// @param path with the query string
public record GatewayRequest(
        String method, String host, String path, List<Header> headers, String body) {
    /// One line of a request's header.
    public record Header(String name, String value) {}

    public GatewayRequest {
        headers = List.copyOf(headers);
    }

    public static GatewayRequest get(String host, String path) {
        return new GatewayRequest("GET", host, path, List.of(), "");
    }

    public static GatewayRequest post(String host, String path, String body) {
        return new GatewayRequest("POST", host, path, List.of(), body);
    }

    /// The same request with one more header.
    public GatewayRequest with(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new GatewayRequest(method, host, path, more, body);
    }

    byte[] bodyBytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
