// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import io.gatehouse.server.live.TestAuthority;
import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.xds.Admission;
import io.gatehouse.xds.Caller;
import io.gatehouse.xds.DiscoveryEndpoint;
import io.gatehouse.xds.DiscoveryServer;
import io.gatehouse.xds.DiscoverySettings;
import io.gatehouse.xds.ProxyEvents;
import io.gatehouse.xds.ResourceCache;
import io.gatehouse.xds.SystemTicker;
import io.grpc.BindableService;
import io.grpc.TlsServerCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a replica serves for others, to those with the token `control plane`.
public final class ServedReplica implements AutoCloseable {
    private static final String HOST = "gatehouse.istio-system.svc";
    private static final TestAuthority AUTHORITY = TestAuthority.make("gatehouse");
    private static final ClientIdentity IDENTITY = AUTHORITY.issue(HOST);

    private final SystemTicker ticker = new SystemTicker();
    private final DiscoveryServer server;

    /// @param port 0 for any
    public ServedReplica(int port, BindableService service) throws IOException {
        AdvancedTlsX509KeyManager keys = new AdvancedTlsX509KeyManager();
        keys.updateIdentityCredentials(
                new X509Certificate[] {IDENTITY.certificate()}, IDENTITY.key());
        DiscoveryEndpoint endpoint =
                new DiscoveryEndpoint(
                        local(port),
                        TlsServerCredentials.newBuilder().keyManager(keys).build(),
                        (_, _) -> new Admission.Refused("no proxies here"),
                        List.of(service));
        server =
                DiscoveryServer.start(
                        List.of(endpoint),
                        new ResourceCache(),
                        new ProxyEvents() {},
                        DiscoverySettings.DEFAULT,
                        ticker);
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public InetSocketAddress address() {
        return local(server.ports().getFirst());
    }

    /// @param token shown to the other one
    public static ReplicaAccess access(Supplier<String> token) {
        return new ReplicaAccess(HOST, ServedReplica::trusted, token::get);
    }

    public static Optional<String> objection(Caller caller) {
        return caller.token().equals(Optional.of("control plane"))
                ? Optional.empty()
                : Optional.of("not a replica");
    }

    private static String trusted() throws IOException {
        try {
            return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                    .formatted(
                            Base64.getMimeEncoder()
                                    .encodeToString(AUTHORITY.certificate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        ticker.close();
    }
}
