// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The service account that a proxy has proved to run as.
record ProxyIdentity(String namespace, String serviceAccount) {
    private static final int URI_NAME = 6;
    private static final Pattern SPIFFE = Pattern.compile("/ns/([^/]+)/sa/([^/]+)");

    /// As Istio's CA writes it into certificates: `spiffe://TRUST_DOMAIN/ns/NAMESPACE/sa/ACCOUNT`.
    static Optional<ProxyIdentity> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(URI_NAME))
                            .map(name -> (String) name.get(1))
                            .flatMap(uri -> ofSpiffe(uri).stream())
                            .findFirst();
        } catch (CertificateParsingException _) {
            return Optional.empty();
        }
    }

    private static Optional<ProxyIdentity> ofSpiffe(String text) {
        try {
            URI uri = URI.create(text);
            Matcher path = SPIFFE.matcher(String.valueOf(uri.getPath()));
            return "spiffe".equals(uri.getScheme()) && path.matches()
                    ? Optional.of(new ProxyIdentity(path.group(1), path.group(2)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Why a proxy that says so of itself cannot be this one.
    Optional<String> contradiction(ConnectingProxy proxy) {
        if (!proxy.namespace().equals(namespace)) {
            return Optional.of(
                    "found the namespace %s in the node and %s in the credentials"
                            .formatted(proxy.namespace(), namespace));
        }
        if (!proxy.serviceAccount().isEmpty() && !proxy.serviceAccount().equals(serviceAccount)) {
            return Optional.of(
                    "found the service account %s in the node and %s in the credentials"
                            .formatted(proxy.serviceAccount(), serviceAccount));
        }
        return Optional.empty();
    }
}
