// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

/// What a [GatewayClient] speaks. Without TLS, HTTP/2 is spoken without asking first.
public enum HttpVersion {
    HTTP_1_0("http/1.0"),
    HTTP_1_1("http/1.1"),
    HTTP_2("h2");

    private final String applicationProtocol;

    HttpVersion(String applicationProtocol) {
        this.applicationProtocol = applicationProtocol;
    }

    /// Its name in TLS.
    String applicationProtocol() {
        return applicationProtocol;
    }
}
