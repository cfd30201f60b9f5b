// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.proxy.DiscoveryOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that say where the control plane is, and how a proxy proves to it who it is.
final class DiscoveryMixin {
    @Option(
            names = "--discovery",
            paramLabel = "HOST:PORT",
            description = "The control plane. Default: gatehouse.istio-system.svc:15012")
    private @Nullable String discovery;

    @Option(
            names = "--discovery-plaintext",
            description = "Reach it without TLS; a token is shown only if --token is given.")
    private boolean plaintext;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = {
                "Certificates (PEM) that the control plane's is signed by; read again when replaced.",
                "Default: /var/run/secrets/gatehouse/root-cert.pem"
            })
    private Path authority = DiscoveryOptions.AUTHORITY;

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            description = "DNS name in the control plane's certificate. Without it: its host")
    private @Nullable String serverName;

    @Option(
            names = "--token",
            paramLabel = "FILE",
            description = {
                "Token of the service account; each stream shows the one that is there then.",
                "Default: /var/run/secrets/tokens/istio-token"
            })
    private @Nullable Path token;

    @Option(
            names = "--client-certificate",
            paramLabel = "FILE",
            description = "Certificate (PEM) of the proxy, to show instead of a token.")
    private @Nullable Path certificate;

    @Option(names = "--client-key", paramLabel = "FILE", description = "Its key (PEM).")
    private @Nullable Path key;

    DiscoveryOptions options() {
        return new DiscoveryOptions(
                discovery == null
                        ? DiscoveryOptions.ADDRESS
                        : HostPortOption.parse("--discovery", discovery),
                plaintext,
                authority,
                Optional.ofNullable(serverName),
                Optional.ofNullable(token),
                Optional.ofNullable(certificate),
                Optional.ofNullable(key));
    }
}
