// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.gatehouse.testing.ClientIdentity;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// A control plane with TLS that notes who comes and sends everybody away, so that they come again.
final class RecordingDiscovery implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<Visit> VISIT = Context.key("visit");

    private final List<Visit> visits = new CopyOnWriteArrayList<>();
    private final Server server;

    /// @param subject of the client's certificate
    record Visit(Optional<String> authorization, Optional<String> subject) {}

    /// @param port 0 takes a free one
    /// @param clients whose certificates are let in, where clients must show one
    RecordingDiscovery(int port, ClientIdentity identity, Optional<X509Certificate> clients)
            throws IOException {
        SslContextBuilder tls = SslContextBuilder.forServer(identity.key(), identity.certificate());
        clients.ifPresent(ca -> tls.trustManager(ca).clientAuth(ClientAuth.REQUIRE));
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .sslContext(GrpcSslContexts.configure(tls, SslProvider.JDK).build())
                        .addService(new Service())
                        .intercept(new Visits())
                        .build()
                        .start();
    }

    int port() {
        return server.getPort();
    }

    List<Visit> visits() {
        return List.copyOf(visits);
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Visits implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
            Visit visit =
                    new Visit(
                            Optional.ofNullable(headers.get(AUTHORIZATION)),
                            subject(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
            return Contexts.interceptCall(
                    Context.current().withValue(VISIT, visit), call, headers, next);
        }

        private static Optional<String> subject(@Nullable SSLSession session) {
            if (session == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(session.getPeerPrincipal().getName());
            } catch (SSLPeerUnverifiedException _) {
                return Optional.empty();
            }
        }
    }

    private final class Service extends AggregatedDiscoveryServiceImplBase {
        @Override
        public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
                StreamObserver<DeltaDiscoveryResponse> responses) {
            visits.add(VISIT.get());
            responses.onError(Status.UNAVAILABLE.asRuntimeException());
            return new StreamObserver<>() {
                @Override
                public void onNext(DeltaDiscoveryRequest request) {}

                @Override
                public void onError(Throwable failure) {}

                @Override
                public void onCompleted() {}
            };
        }
    }
}
