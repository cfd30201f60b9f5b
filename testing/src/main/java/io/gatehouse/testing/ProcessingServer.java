// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ExternalProcessorGrpc.ExternalProcessorImplBase;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.HeadersResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// An external processor on a loopback port of its own: it adds `x-processed: yes` to the headers
/// that it is shown, and turns bodies into capitals.
public final class ProcessingServer extends ExternalProcessorImplBase implements AutoCloseable {
    private final Server server;

    public ProcessingServer() {
        try {
            server =
                    NettyServerBuilder.forAddress(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                            .addService(this)
                            .build()
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException("processing server does not start", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public StreamObserver<ProcessingRequest> process(StreamObserver<ProcessingResponse> answers) {
        return new StreamObserver<>() {
            @Override
            public void onNext(ProcessingRequest request) {
                answers.onNext(answer(request));
            }

            @Override
            public void onError(Throwable error) {
                // The proxy has given up.
            }

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        };
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static ProcessingResponse answer(ProcessingRequest request) {
        ProcessingResponse.Builder answer = ProcessingResponse.newBuilder();
        return switch (request.getRequestCase()) {
            case REQUEST_HEADERS -> answer.setRequestHeaders(headers()).build();
            case RESPONSE_HEADERS -> answer.setResponseHeaders(headers()).build();
            case REQUEST_BODY ->
                    answer.setRequestBody(body(request.getRequestBody().getBody().toStringUtf8()))
                            .build();
            case RESPONSE_BODY ->
                    answer.setResponseBody(body(request.getResponseBody().getBody().toStringUtf8()))
                            .build();
            case REQUEST_TRAILERS, RESPONSE_TRAILERS, REQUEST_NOT_SET ->
                    throw new IllegalArgumentException("not asked for: " + request);
        };
    }

    private static HeadersResponse headers() {
        HeaderValueOption.Builder added =
                HeaderValueOption.newBuilder()
                        .setHeader(
                                HeaderValue.newBuilder()
                                        .setKey("x-processed")
                                        .setRawValue(
                                                com.google.protobuf.ByteString.copyFrom(
                                                        "yes", StandardCharsets.UTF_8)));
        return HeadersResponse.newBuilder()
                .setResponse(
                        CommonResponse.newBuilder()
                                .setHeaderMutation(
                                        HeaderMutation.newBuilder().addSetHeaders(added)))
                .build();
    }

    private static BodyResponse body(String body) {
        return BodyResponse.newBuilder()
                .setResponse(
                        CommonResponse.newBuilder()
                                .setBodyMutation(
                                        BodyMutation.newBuilder()
                                                .setBody(
                                                        com.google.protobuf.ByteString.copyFrom(
                                                                body.toUpperCase(Locale.ROOT),
                                                                StandardCharsets.UTF_8))))
                .build();
    }
}
