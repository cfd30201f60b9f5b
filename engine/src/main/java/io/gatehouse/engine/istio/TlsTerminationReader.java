// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.CipherSuites;
import io.gatehouse.config.istio.EcdhCurves;
import io.gatehouse.config.istio.Gateway.TlsMode;
import io.gatehouse.config.istio.Gateway.TlsProtocol;
import io.gatehouse.config.istio.Gateway.TlsSettings;
import io.gatehouse.config.istio.MeshConfig.TlsDefaults;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.routing.PeerVerification;
import io.gatehouse.routing.TlsTermination;
import io.gatehouse.routing.TlsVersion;
import java.util.List;
import java.util.Optional;

/// How a server ends TLS: what its `tls` says, and the mesh's defaults where it is silent; with a
/// certificate of the mesh what the mesh says of these.
record TlsTerminationReader(CredentialNodes credentials, MeshNodes mesh) {
    private static final TlsDefaults NO_DEFAULTS =
            new TlsDefaults(TlsProtocol.TLS_AUTO, List.of(), List.of());

    ServerCredentials credentials(Evaluation e, String workloadNamespace, PlannedServer server) {
        return ServerCredentials.of(credentials, e, workloadNamespace, server);
    }

    /// Absent if the server does not end TLS, or what it needs for it is not there.
    ///
    /// @param applicationProtocols to offer by ALPN, most preferred first
    Optional<TlsTermination> read(
            Evaluation e,
            String workloadNamespace,
            PlannedServer server,
            List<String> applicationProtocols) {
        if (server.tls().isEmpty()) {
            return Optional.empty();
        }
        ServerCredentials found = credentials(e, workloadNamespace, server);
        if (!found.suffice()) {
            return Optional.empty();
        }
        TlsSettings tls = server.tls().get();
        List<String> certificates =
                found.keyPairs().stream().flatMap(need -> name(need).stream()).distinct().toList();
        Optional<PeerVerification> clients =
                found.authority().flatMap(TlsTerminationReader::name).map(ca -> clients(tls, ca));
        boolean clientsMust = tls.mode() == TlsMode.MUTUAL || tls.mode() == TlsMode.ISTIO_MUTUAL;
        if (tls.mode() == TlsMode.ISTIO_MUTUAL) {
            TlsDefaults ofMesh = mesh.of(e).meshMTLS().orElse(NO_DEFAULTS);
            return Optional.of(
                    new TlsTermination(
                            certificates,
                            clients,
                            clientsMust,
                            version(ofMesh.minProtocolVersion()),
                            TlsVersion.AUTO,
                            CipherSuites.usable(ofMesh.cipherSuites()),
                            EcdhCurves.usable(ofMesh.ecdhCurves()),
                            applicationProtocols));
        }
        TlsDefaults defaults = mesh.of(e).tlsDefaults().orElse(NO_DEFAULTS);
        return Optional.of(
                new TlsTermination(
                        certificates,
                        clients,
                        clientsMust,
                        version(
                                tls.minProtocolVersion() == TlsProtocol.TLS_AUTO
                                        ? defaults.minProtocolVersion()
                                        : tls.minProtocolVersion()),
                        version(tls.maxProtocolVersion()),
                        CipherSuites.usable(or(tls.cipherSuites(), defaults.cipherSuites())),
                        EcdhCurves.usable(or(tls.ecdhCurves(), defaults.ecdhCurves())),
                        applicationProtocols));
    }

    private static Optional<String> name(Need need) {
        return need.credential().found().map(MaterialRef::name);
    }

    private static PeerVerification clients(TlsSettings tls, String authority) {
        return new PeerVerification(
                Optional.of(authority),
                tls.subjectAltNames(),
                tls.verifyCertificateSpki(),
                tls.verifyCertificateHash(),
                tls.insecureSkipVerify().orElse(false));
    }

    private static List<String> or(List<String> own, List<String> otherwise) {
        return own.isEmpty() ? otherwise : own;
    }

    static TlsVersion version(TlsProtocol protocol) {
        return switch (protocol) {
            case TLS_AUTO -> TlsVersion.AUTO;
            case TLSV1_0 -> TlsVersion.TLS_1_0;
            case TLSV1_1 -> TlsVersion.TLS_1_1;
            case TLSV1_2 -> TlsVersion.TLS_1_2;
            case TLSV1_3 -> TlsVersion.TLS_1_3;
        };
    }
}
