// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.HttpRedirect;
import io.gatehouse.routing.RouteTarget.Redirect;
import java.util.Optional;

/// Istio's `redirect`. `derivePort: FROM_REQUEST_PORT` means the port that the Gateway names, and a
/// port that is the scheme's default is not written out.
final class RedirectReader {
    private static final int MOVED_PERMANENTLY = 301;

    private RedirectReader() {}

    static Redirect read(HttpRedirect redirect, int serverPort, boolean serverIsTls) {
        int status = redirect.redirectCode() == 0 ? MOVED_PERMANENTLY : redirect.redirectCode();
        Optional<Integer> port =
                redirect.derivePort()
                        .filter(selection ->
                                selection == HttpRedirect.PortSelection.FROM_REQUEST_PORT)
                        .map(_ -> serverPort)
                        .or(redirect::port)
                        .filter(number -> number != defaultPort(redirect.scheme(), serverIsTls));
        return new Redirect(
                status,
                Optional.of(redirect.scheme()).filter(scheme -> !scheme.isEmpty()),
                Optional.of(redirect.authority()).filter(host -> !host.isEmpty()),
                port,
                Optional.of(redirect.uri()).filter(path -> !path.isEmpty()),
                Optional.of(redirect.prefixRewrite()).filter(prefix -> !prefix.isEmpty()));
    }

    private static int defaultPort(String scheme, boolean serverIsTls) {
        return scheme.equals("https") || (scheme.isEmpty() && serverIsTls) ? 443 : 80;
    }
}
