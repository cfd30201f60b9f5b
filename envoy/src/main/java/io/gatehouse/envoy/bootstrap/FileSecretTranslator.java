// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.bootstrap;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.PathConfigSource;
import io.envoyproxy.envoy.config.core.v3.WatchedDirectory;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.CertificateValidationContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.GenericSecret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.gatehouse.envoy.EnvoyJson;
import java.nio.file.Path;

/// Translates files to what Envoy needs to watch them. Paths are absolute, so that it matters
/// nowhere where Envoy is started.
public final class FileSecretTranslator {
    private FileSecretTranslator() {}

    /// What a pointer holds; it names files and says nothing of what is in them.
    public static String json(FileSecret file) {
        return EnvoyJson.withSecrets(
                DiscoveryResponse.newBuilder().addResources(Any.pack(secret(file))).build());
    }

    static SdsSecretConfig reference(FileSecret file) {
        return SdsSecretConfig.newBuilder()
                .setName(file.name())
                .setSdsConfig(
                        ConfigSource.newBuilder()
                                .setResourceApiVersion(ApiVersion.V3)
                                .setPathConfigSource(
                                        PathConfigSource.newBuilder()
                                                .setPath(text(file.pointer()))))
                .build();
    }

    private static Secret secret(FileSecret file) {
        Secret.Builder secret = Secret.newBuilder().setName(file.name());
        return switch (file) {
            case FileSecret.Token(_, Path token) ->
                    secret.setGenericSecret(GenericSecret.newBuilder().setSecret(source(token)))
                            .build();
            case FileSecret.Authority(_, Path certificates) ->
                    secret.setValidationContext(
                                    CertificateValidationContext.newBuilder()
                                            .setTrustedCa(source(certificates))
                                            .setWatchedDirectory(directory(certificates)))
                            .build();
            case FileSecret.Identity(_, Path certificate, Path key) ->
                    secret.setTlsCertificate(
                                    TlsCertificate.newBuilder()
                                            .setCertificateChain(source(certificate))
                                            .setPrivateKey(source(key))
                                            .setWatchedDirectory(directory(certificate)))
                            .build();
        };
    }

    private static DataSource source(Path file) {
        return DataSource.newBuilder().setFilename(text(file)).build();
    }

    /// A kubelet replaces the directory that files in a volume are links into.
    private static WatchedDirectory directory(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return WatchedDirectory.newBuilder().setPath(String.valueOf(parent)).build();
    }

    private static String text(Path file) {
        return file.toAbsolutePath().toString();
    }
}
