// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.core.Service;
import java.util.Locale;
import java.util.Set;

/// What the pods behind a Service's port speak: told by `appProtocol`, else by the port name up to
/// its first dash.
final class PortProtocol {
    private static final Set<String> HTTP2 =
            Set.of("http2", "grpc", "grpc-web", "kubernetes.io/h2c");

    private PortProtocol() {}

    static boolean http2(Service.Port port) {
        String name = port.name().toLowerCase(Locale.ROOT);
        String said =
                port.appProtocol()
                        .map(p -> p.toLowerCase(Locale.ROOT))
                        .orElseGet(() ->
                                name.startsWith("grpc-web") ? "grpc-web" : name.split("-", 2)[0]);
        return HTTP2.contains(said);
    }
}
