// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.kubernetes.OwnSecret;
import io.gatehouse.server.certificate.CertificateTemplate;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Keeps the CA that all replicas share, and this replica's own certificate of it, fresh.
/// [#refresh] by one thread; all else by any.
final class ClusterAuthority {
    private static final Duration RENEW_BEFORE_END = Duration.ofDays(130);

    private final OwnSecret secret;
    private final List<String> hosts;
    private final InstantSource time;
    private final AdvancedTlsX509KeyManager keyManager = new AdvancedTlsX509KeyManager();
    private volatile String trusted = "";
    private Optional<Served> served = Optional.empty();

    private record Served(X509Certificate issuer, X509Certificate certificate) {}

    /// @param hosts by which proxies and the API server reach the control plane
    ClusterAuthority(OwnSecret secret, List<String> hosts, InstantSource time) {
        this.secret = secret;
        this.hosts = List.copyOf(hosts);
        this.time = time;
    }

    /// The certificate to serve with; there is one after the first [#refresh].
    AdvancedTlsX509KeyManager keyManager() {
        return keyManager;
    }

    /// The certificates to trust, in PEM, as of the last [#refresh].
    String trusted() {
        return trusted;
    }

    /// Makes, replaces and renews what is due. Returns the certificates to trust, in PEM.
    ///
    /// @throws IOException if it cannot be read or written
    String refresh() throws IOException {
        try {
            Instant now = time.instant();
            AuthorityKeys keys = shared(now);
            if (due(keys, now)) {
                serve(keys, now);
            }
            trusted = keys.trusted();
            return trusted;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "Secret %s/%s does not hold the control plane's CA (%s): delete it, and another one is made"
                            .formatted(secret.namespace(), secret.name(), e.getMessage()),
                    e);
        }
    }

    private AuthorityKeys shared(Instant now) throws GeneralSecurityException, IOException {
        while (true) {
            Optional<OwnSecret.Content> found = secret.read();
            SortedMap<String, String> data =
                    found.isPresent() ? found.get().data() : AuthorityKeys.create(now).data();
            AuthorityKeys before = AuthorityKeys.of(data);
            AuthorityKeys after = before.at(now);
            boolean asItShouldBe = found.isPresent() && after.equals(before);
            if (asItShouldBe || secret.write(found.map(OwnSecret.Content::version), after.data())) {
                return after;
            }
        }
    }

    private boolean due(AuthorityKeys keys, Instant now) {
        return served.filter(s -> s.issuer().equals(keys.current().certificate()))
                .filter(s -> isGood(s.certificate(), now))
                .isEmpty();
    }

    /// One that was made when the clock was far ahead is not valid yet.
    static boolean isGood(X509Certificate certificate, Instant now) {
        return !certificate.getNotBefore().toInstant().isAfter(now)
                && certificate.getNotAfter().toInstant().isAfter(now.plus(RENEW_BEFORE_END));
    }

    private void serve(AuthorityKeys keys, Instant now)
            throws GeneralSecurityException, IOException {
        KeyPair own = CertificateTemplate.newKeys();
        X509Certificate issuer = keys.current().certificate();
        X509Certificate certificate =
                CertificateTemplate.server(own, hosts, issuer, keys.current().key(), now);
        keyManager.updateIdentityCredentials(
                new X509Certificate[] {certificate, issuer}, own.getPrivate());
        served = Optional.of(new Served(issuer, certificate));
    }
}
