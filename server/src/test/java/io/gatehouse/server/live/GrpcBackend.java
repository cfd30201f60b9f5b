// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// A gRPC server of texts, on a loopback port of its own: `/Talk/Echo` sends back each message at
/// once, `/Talk/Fail` one message and then an error.
final class GrpcBackend implements AutoCloseable {
    private static final String SERVICE = "Talk";

    private final Server server;

    private GrpcBackend(Server server) {
        this.server = server;
    }

    static GrpcBackend start() {
        ServerServiceDefinition service =
                ServerServiceDefinition.builder(SERVICE)
                        .addMethod(
                                method("Echo", MethodType.BIDI_STREAMING),
                                ServerCalls.asyncBidiStreamingCall(Echo::new))
                        .addMethod(
                                method("Fail", MethodType.SERVER_STREAMING),
                                ServerCalls.asyncServerStreamingCall(GrpcBackend::fail))
                        .build();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            return new GrpcBackend(
                    NettyServerBuilder.forAddress(address).addService(service).build().start());
        } catch (IOException e) {
            throw new UncheckedIOException("gRPC backend does not start", e);
        }
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static MethodDescriptor<String, String> method(String name, MethodType type) {
        return MethodDescriptor.<String, String>newBuilder()
                .setType(type)
                .setFullMethodName(SERVICE + "/" + name)
                .setRequestMarshaller(new Texts())
                .setResponseMarshaller(new Texts())
                .build();
    }

    private static void fail(String request, StreamObserver<String> answers) {
        answers.onNext(request);
        answers.onError(Status.NOT_FOUND.withDescription("it is gone").asException());
    }

    private record Echo(StreamObserver<String> answers) implements StreamObserver<String> {
        @Override
        public void onNext(String message) {
            answers.onNext(message);
        }

        @Override
        public void onError(Throwable reason) {
            // the client has gone
        }

        @Override
        public void onCompleted() {
            answers.onCompleted();
        }
    }

    private static final class Texts implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
