// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import java.util.Optional;

/// Sends the client elsewhere.
///
/// @param uri replaces the whole path
/// @param port excludes `derivePort`
/// @param redirectCode 0 means 301
/// @param prefixRewrite replaces the matched prefix; not in Istio's documentation
public record HttpRedirect(
        String uri,
        String authority,
        Optional<Integer> port,
        Optional<PortSelection> derivePort,
        String scheme,
        int redirectCode,
        String prefixRewrite) {

    public enum PortSelection {
        FROM_PROTOCOL_DEFAULT,
        FROM_REQUEST_PORT
    }
}
