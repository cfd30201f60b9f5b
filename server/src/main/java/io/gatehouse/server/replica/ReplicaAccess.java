// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.replica;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// How another replica is reached, and how this one proves to it that it belongs to it.
///
/// @param host that its certificate must name
/// @param trusted the CAs of its certificate, in PEM, as of now
/// @param token of the control plane's service account, as of now
public record ReplicaAccess(String host, Text trusted, Text token) {
    /// No more often than the discovery server permits.
    private static final long KEEP_ALIVE_SECONDS = 12;

    private static final long KEEP_ALIVE_TIMEOUT_SECONDS = 5;

    /// Far above what thousands of proxies come to.
    private static final int LARGEST_PART_BYTES = 64 << 20;

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /// Read anew each time.
    @FunctionalInterface
    public interface Text {
        String read() throws IOException;
    }

    /// Whoever opens it closes it.
    ManagedChannel open(InetSocketAddress address) throws IOException {
        byte[] authorities = trusted.read().getBytes(StandardCharsets.UTF_8);
        Metadata headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token.read().strip());
        return NettyChannelBuilder.forAddress(
                        address,
                        TlsChannelCredentials.newBuilder()
                                .trustManager(new ByteArrayInputStream(authorities))
                                .build())
                .overrideAuthority(host)
                .executor(task -> Thread.ofVirtual().name("replica-callback").start(task))
                .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
                .maxInboundMessageSize(LARGEST_PART_BYTES)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .build();
    }
}
