// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import io.envoyproxy.envoy.data.accesslog.v3.HTTPAccessLogEntry;
import io.envoyproxy.envoy.data.accesslog.v3.TCPAccessLogEntry;
import io.envoyproxy.envoy.service.accesslog.v3.AccessLogServiceGrpc.AccessLogServiceImplBase;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsMessage;
import io.envoyproxy.envoy.service.accesslog.v3.StreamAccessLogsResponse;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc.LogsServiceImplBase;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc.TraceServiceImplBase;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A gRPC server on a loopback port of its own that is told logs and spans: by Envoy's access log
/// service, and by OTLP. It notes what it is told.
public final class GrpcTelemetryServer implements AutoCloseable {
    private final List<HTTPAccessLogEntry> requests = new CopyOnWriteArrayList<>();
    private final List<TCPAccessLogEntry> connections = new CopyOnWriteArrayList<>();
    private final List<String> logNames = new CopyOnWriteArrayList<>();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final List<ResourceSpans> spans = new CopyOnWriteArrayList<>();
    private final List<String> methods = new CopyOnWriteArrayList<>();
    private final List<Metadata> calls = new CopyOnWriteArrayList<>();
    private final Server server;

    private GrpcTelemetryServer() throws IOException {
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .addService(new AccessLogs())
                        .addService(new Records())
                        .addService(new Spans())
                        .fallbackHandlerRegistry(new Unknown())
                        .intercept(new Calls())
                        .build()
                        .start();
    }

    public static GrpcTelemetryServer start() {
        try {
            return new GrpcTelemetryServer();
        } catch (IOException e) {
            throw new UncheckedIOException("telemetry server does not start", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    public List<HTTPAccessLogEntry> requests() {
        return List.copyOf(requests);
    }

    public List<TCPAccessLogEntry> connections() {
        return List.copyOf(connections);
    }

    /// Of the streams of Envoy's access log service.
    public List<String> logNames() {
        return List.copyOf(logNames);
    }

    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    public List<ResourceSpans> resourceSpans() {
        return List.copyOf(spans);
    }

    public List<Span> spans() {
        return spans.stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /// Full names of methods that were called and are of no service here.
    public List<String> unknownMethods() {
        return List.copyOf(methods);
    }

    /// Whether some call had that header.
    public boolean wasCalledWith(String header, String value) {
        Metadata.Key<String> key = Metadata.Key.of(header, Metadata.ASCII_STRING_MARSHALLER);
        return calls.stream().anyMatch(metadata -> value.equals(metadata.get(key)));
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private final class AccessLogs extends AccessLogServiceImplBase {
        @Override
        public StreamObserver<StreamAccessLogsMessage> streamAccessLogs(
                StreamObserver<StreamAccessLogsResponse> answers) {
            return new StreamObserver<>() {
                @Override
                public void onNext(StreamAccessLogsMessage message) {
                    if (message.hasIdentifier()) {
                        logNames.add(message.getIdentifier().getLogName());
                    }
                    requests.addAll(message.getHttpLogs().getLogEntryList());
                    connections.addAll(message.getTcpLogs().getLogEntryList());
                }

                @Override
                public void onError(Throwable problem) {
                    // The proxy went away.
                }

                @Override
                public void onCompleted() {
                    answers.onCompleted();
                }
            };
        }
    }

    private final class Records extends LogsServiceImplBase {
        @Override
        public void export(
                ExportLogsServiceRequest request,
                StreamObserver<ExportLogsServiceResponse> answers) {
            request.getResourceLogsList().stream()
                    .flatMap(resource -> resource.getScopeLogsList().stream())
                    .forEach(scope -> records.addAll(scope.getLogRecordsList()));
            answers.onNext(ExportLogsServiceResponse.getDefaultInstance());
            answers.onCompleted();
        }
    }

    private final class Spans extends TraceServiceImplBase {
        @Override
        public void export(
                ExportTraceServiceRequest request,
                StreamObserver<ExportTraceServiceResponse> answers) {
            spans.addAll(request.getResourceSpansList());
            answers.onNext(ExportTraceServiceResponse.getDefaultInstance());
            answers.onCompleted();
        }
    }

    private final class Unknown extends HandlerRegistry {
        private static final MethodDescriptor.Marshaller<byte[]> BYTES = new Bytes();

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(
                String method, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> descriptor =
                    MethodDescriptor.newBuilder(BYTES, BYTES)
                            .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                            .setFullMethodName(method)
                            .build();
            return ServerMethodDefinition.create(
                    descriptor,
                    (call, _) -> {
                        methods.add(method);
                        call.close(Status.UNIMPLEMENTED, new Metadata());
                        return new ServerCall.Listener<>() {};
                    });
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final class Calls implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            calls.add(headers);
            return next.startCall(call, headers);
        }
    }
}
