// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import io.gatehouse.envoy.bootstrap.FileSecret;
import io.gatehouse.envoy.bootstrap.FileSecretTranslator;
import io.gatehouse.envoy.bootstrap.XdsConnection;
import io.gatehouse.envoy.bootstrap.XdsCredential;
import io.gatehouse.envoy.bootstrap.XdsTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The way to the control plane, from what the user says of it.
///
/// @param pointers where the files are that tell Envoy which files to watch
record Discovery(DiscoveryOptions options, Path pointers) {

    /// @throws ProxyMisconfigured where a file is not there or two options do not go together
    XdsConnection connection() {
        if (options.certificate().isPresent() != options.key().isPresent()) {
            throw new ProxyMisconfigured(
                    "--client-certificate and --client-key go together: give both or neither.");
        }
        if (options.plaintext() && options.certificate().isPresent()) {
            throw new ProxyMisconfigured(
                    "--client-certificate needs TLS: leave out --discovery-plaintext.");
        }
        return new XdsConnection(
                options.address(),
                options.plaintext() ? new XdsTransport.Plaintext() : tls(),
                credential());
    }

    /// Makes those files.
    void write(XdsConnection connection) {
        for (FileSecret file : connection.files()) {
            try {
                Files.createDirectories(pointers);
                Files.writeString(file.pointer(), FileSecretTranslator.json(file));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "%s cannot be written: %s".formatted(file.pointer(), e.getMessage()), e);
            }
        }
    }

    private XdsTransport tls() {
        if (options.serverName().isEmpty() && options.address().isIp()) {
            throw new ProxyMisconfigured(
                    "--discovery is %s, and a certificate names no address: give --server-name."
                            .formatted(options.address()));
        }
        Path authority =
                readable(
                        "--ca",
                        options.authority(),
                        "mount the certificate of the control plane's authority there");
        return new XdsTransport.Tls(
                options.serverName().orElse(options.address().host()),
                new FileSecret.Authority(pointers.resolve("xds-authority.json"), authority),
                options.certificate().flatMap(c -> options.key().map(k -> identity(c, k))));
    }

    private FileSecret.Identity identity(Path certificate, Path key) {
        return new FileSecret.Identity(
                pointers.resolve("xds-identity.json"),
                readable("--client-certificate", certificate, "mount it there"),
                readable("--client-key", key, "mount it there"));
    }

    /// A token is shown where one is asked for, and to whoever proves by TLS to be the control
    /// plane unless a certificate is shown instead.
    private XdsCredential credential() {
        boolean needed = !options.plaintext() && options.certificate().isEmpty();
        Optional<Path> token =
                options.token()
                        .or(() -> needed ? Optional.of(DiscoveryOptions.TOKEN) : Optional.empty());
        return token.<XdsCredential>map(file ->
                        new XdsCredential.TokenFile(
                                new FileSecret.Token(
                                        pointers.resolve("xds-token.json"),
                                        readable(
                                                "--token",
                                                file,
                                                "project a service account token there, or use"
                                                        + " --client-certificate"))))
                .orElseGet(XdsCredential.None::new);
    }

    private static Path readable(String option, Path file, String remedy) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ProxyMisconfigured(
                    "%s is %s, which is no file that can be read: %s, or name another file."
                            .formatted(option, file, remedy));
        }
        return file;
    }
}
