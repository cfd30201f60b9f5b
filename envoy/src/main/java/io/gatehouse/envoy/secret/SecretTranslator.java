// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.secret;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.WatchedDirectory;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.GenericSecret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.gatehouse.routing.SharedSecret;
import io.gatehouse.routing.TlsMaterial;
import io.gatehouse.routing.TlsMaterial.KeyPair;
import io.gatehouse.routing.TlsMaterial.KeyPairFiles;
import io.gatehouse.routing.TlsMaterial.TrustedCertificates;
import io.gatehouse.routing.TlsMaterial.TrustedFiles;
import java.util.Base64;

/// Translates TLS material. The result shows its key in `toString`: print it with
/// [io.gatehouse.envoy.EnvoyJson#redacted].
public final class SecretTranslator {
    private SecretTranslator() {}

    public static Secret translate(TlsMaterial material) {
        Secret.Builder secret = Secret.newBuilder().setName(material.name());
        return switch (material) {
            case KeyPair pair -> secret.setTlsCertificate(certificate(pair)).build();
            case TrustedCertificates trusted ->
                    secret.setValidationContext(trusted(trusted)).build();
            case KeyPairFiles files -> secret.setTlsCertificate(certificate(files)).build();
            case TrustedFiles files -> secret.setValidationContext(trusted(files)).build();
        };
    }

    public static Secret translate(SharedSecret secret) {
        return Secret.newBuilder()
                .setName(secret.name())
                .setGenericSecret(GenericSecret.newBuilder().setSecret(inline(secret.text())))
                .build();
    }

    private static TlsCertificate certificate(KeyPair pair) {
        TlsCertificate.Builder certificate =
                TlsCertificate.newBuilder()
                        .setCertificateChain(inline(pair.certificateChain()))
                        .setPrivateKey(inline(pair.privateKey()));
        pair.ocspStaple()
                .map(staple -> ByteString.copyFrom(Base64.getDecoder().decode(staple.base64())))
                .ifPresent(bytes ->
                        certificate.setOcspStaple(DataSource.newBuilder().setInlineBytes(bytes)));
        return certificate.build();
    }

    private static CertificateValidationContext trusted(TrustedCertificates trusted) {
        CertificateValidationContext.Builder context =
                CertificateValidationContext.newBuilder()
                        .setTrustedCa(inline(trusted.certificates()));
        trusted.revoked().map(SecretTranslator::inline).ifPresent(context::setCrl);
        return context.build();
    }

    private static TlsCertificate certificate(KeyPairFiles files) {
        return TlsCertificate.newBuilder()
                .setCertificateChain(file(files.certificateChain()))
                .setPrivateKey(file(files.privateKey()))
                .setWatchedDirectory(directoryOf(files.certificateChain()))
                .build();
    }

    private static CertificateValidationContext trusted(TrustedFiles files) {
        CertificateValidationContext.Builder context =
                CertificateValidationContext.newBuilder()
                        .setTrustedCa(file(files.certificates()))
                        .setWatchedDirectory(directoryOf(files.certificates()));
        files.revoked().map(SecretTranslator::file).ifPresent(context::setCrl);
        return context.build();
    }

    private static DataSource file(String path) {
        return DataSource.newBuilder().setFilename(path).build();
    }

    /// Envoy reads files again when something is moved into this directory, as a mounted Secret or
    /// ConfigMap is replaced.
    private static WatchedDirectory directoryOf(String path) {
        int slash = path.lastIndexOf('/');
        String directory = slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
        return WatchedDirectory.newBuilder().setPath(directory).build();
    }

    private static DataSource inline(String pem) {
        return DataSource.newBuilder().setInlineString(pem).build();
    }
}
