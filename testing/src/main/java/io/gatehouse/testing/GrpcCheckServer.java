// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.service.auth.v3.AttributeContext;
import io.envoyproxy.envoy.service.auth.v3.AuthorizationGrpc.AuthorizationImplBase;
import io.envoyproxy.envoy.service.auth.v3.CheckRequest;
import io.envoyproxy.envoy.service.auth.v3.CheckResponse;
import io.envoyproxy.envoy.service.auth.v3.DeniedHttpResponse;
import io.envoyproxy.envoy.service.auth.v3.OkHttpResponse;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.grpc.Server;
import io.grpc.Status.Code;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// A gRPC server on a loopback port of its own that is asked whether requests and connections may
/// go on. Requests with `x-let: yes` may, and get the header `x-checked: grpc`; of others the
/// answer is 401 with the body `refused`. Connections may as long as it is told so.
public final class GrpcCheckServer implements AutoCloseable {
    private final Server server;
    private final Judge judge;

    private GrpcCheckServer(Server server, Judge judge) {
        this.server = server;
        this.judge = judge;
    }

    public static GrpcCheckServer start() {
        Judge judge = new Judge();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            return new GrpcCheckServer(
                    NettyServerBuilder.forAddress(address).addService(judge).build().start(),
                    judge);
        } catch (IOException e) {
            throw new UncheckedIOException("check server does not start", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /// From now on connections may go on, or not.
    public void letConnections(boolean let) {
        judge.connections.set(let);
    }

    public int asked() {
        return judge.questions.size();
    }

    public Optional<AttributeContext> last() {
        return judge.questions.isEmpty()
                ? Optional.empty()
                : Optional.of(judge.questions.getLast());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static final class Judge extends AuthorizationImplBase {
        private final List<AttributeContext> questions = new CopyOnWriteArrayList<>();
        private final AtomicBoolean connections = new AtomicBoolean(true);

        @Override
        public void check(CheckRequest request, StreamObserver<CheckResponse> answers) {
            questions.add(request.getAttributes());
            boolean http = request.getAttributes().getRequest().hasHttp();
            boolean let =
                    http
                            ? "yes"
                                    .equals(
                                            request.getAttributes()
                                                    .getRequest()
                                                    .getHttp()
                                                    .getHeadersMap()
                                                    .get("x-let"))
                            : connections.get();
            answers.onNext(let ? allowed() : refused());
            answers.onCompleted();
        }

        private static CheckResponse allowed() {
            return CheckResponse.newBuilder()
                    .setStatus(Status.newBuilder().setCode(Code.OK.value()))
                    .setOkResponse(
                            OkHttpResponse.newBuilder()
                                    .addHeaders(
                                            HeaderValueOption.newBuilder()
                                                    .setHeader(
                                                            HeaderValue.newBuilder()
                                                                    .setKey("x-checked")
                                                                    .setValue("grpc"))))
                    .build();
        }

        private static CheckResponse refused() {
            return CheckResponse.newBuilder()
                    .setStatus(Status.newBuilder().setCode(Code.PERMISSION_DENIED.value()))
                    .setDeniedResponse(
                            DeniedHttpResponse.newBuilder()
                                    .setStatus(
                                            HttpStatus.newBuilder()
                                                    .setCode(StatusCode.Unauthorized))
                                    .setBody("refused"))
                    .build();
        }
    }
}
