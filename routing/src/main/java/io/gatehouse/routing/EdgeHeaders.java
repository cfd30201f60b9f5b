// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.Optional;

/// What a gateway adds to requests and answers by itself.
///
/// @param server what answers say of who serves them; absent means what the upstream says
/// @param requestId whether a request without an id is given one
/// @param ofProxy whether those that begin with `x-envoy-` are added
/// @param port whether requests are told the port that they came to
/// @param certificate what requests are told of a client's certificate
public record EdgeHeaders(
        Optional<String> server,
        boolean requestId,
        boolean ofProxy,
        boolean port,
        CertificateParts certificate) {
    public static final EdgeHeaders DEFAULT =
            new EdgeHeaders(
                    Optional.of("istio-envoy"),
                    true,
                    true,
                    false,
                    new CertificateParts(true, true, false, true, true));

    /// @param names of DNS in it
    /// @param uris in it
    public record CertificateParts(
            boolean subject, boolean certificate, boolean chain, boolean names, boolean uris) {}
}
