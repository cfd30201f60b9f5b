// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ClientTlsSettings;
import io.gatehouse.config.istio.Gateway;
import io.gatehouse.config.istio.Gateway.TlsCertificate;
import io.gatehouse.config.istio.Gateway.TlsMode;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import io.gatehouse.engine.MaterialOrigin.AuthorityFiles;
import io.gatehouse.engine.MaterialOrigin.KeyPairFiles;
import io.gatehouse.engine.MaterialOrigin.OnProxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The files on the proxy that TLS settings name.
public final class TlsFiles {
    private static final Set<TlsMode> ASKING_CLIENTS =
            Set.of(TlsMode.MUTUAL, TlsMode.OPTIONAL_MUTUAL);

    private TlsFiles() {}

    /// All that the servers of a Gateway use.
    public static Stream<OnProxy> of(Gateway gateway) {
        return gateway.spec().servers().stream()
                .flatMap(server -> server.tls().stream())
                .flatMap(TlsFiles::of)
                .filter(files -> files.paths().noneMatch(String::isEmpty));
    }

    /// What connections to a service use.
    public static Stream<OnProxy> of(ClientTlsSettings tls) {
        if (!tls.credentialName().isEmpty()) {
            return Stream.of();
        }
        Stream<OnProxy> keyPair =
                Stream.of(new KeyPairFiles(tls.clientCertificate(), tls.privateKey()));
        Stream<OnProxy> authority =
                Stream.of(new AuthorityFiles(tls.caCertificates(), path(tls.caCrl())));
        return Stream.concat(keyPair, authority)
                .filter(files -> files.paths().noneMatch(String::isEmpty));
    }

    private static Stream<OnProxy> of(TlsSettings tls) {
        return switch (tls.mode()) {
            case SIMPLE, MUTUAL, OPTIONAL_MUTUAL ->
                    Stream.concat(
                            namesSecret(tls) ? Stream.of() : keyPairs(tls).stream(),
                            ASKING_CLIENTS.contains(tls.mode()) && !namesSecret(tls)
                                    ? Stream.of(authority(tls))
                                    : Stream.of());
            case PASSTHROUGH, AUTO_PASSTHROUGH, ISTIO_MUTUAL -> Stream.of();
        };
    }

    private static boolean namesSecret(TlsSettings tls) {
        return !tls.credentialName().isEmpty() || !tls.credentialNames().isEmpty();
    }

    /// One for each certificate that a server shows; not both paths need be there.
    static List<KeyPairFiles> keyPairs(TlsSettings tls) {
        return tls.tlsCertificates().isEmpty()
                ? List.of(new KeyPairFiles(tls.serverCertificate(), tls.privateKey()))
                : tls.tlsCertificates().stream()
                        .map(files ->
                                new KeyPairFiles(files.serverCertificate(), files.privateKey()))
                        .toList();
    }

    /// Its path may be empty.
    static AuthorityFiles authority(TlsSettings tls) {
        String certificates =
                Stream.concat(
                                Stream.of(tls.caCertificates()),
                                tls.tlsCertificates().stream().map(TlsCertificate::caCertificates))
                        .filter(path -> !path.isEmpty())
                        .findFirst()
                        .orElse("");
        return new AuthorityFiles(certificates, path(tls.caCrl()));
    }

    private static Optional<String> path(String text) {
        return Optional.of(text).filter(path -> !path.isEmpty());
    }
}
