// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

/// A VirtualService of which only Envoy knows that it cannot take it.
final class RefusedRoute {
    /// Few steps of RE2 as we count them, and too many once Envoy compiles it for bytes.
    private static final String REGEX = "\\pL{1000}".repeat(8);

    private RefusedRoute() {}

    /// @param status what requests that the expression does not match would get
    static String yaml(String name, String host, int status) {
        return Yaml.virtualService(
                name,
                host,
                """
                - match: [{uri: {regex: '%s'}}]
                  directResponse: {status: 200}
                - directResponse: {status: %d}
                """
                        .formatted(REGEX, status));
    }
}
