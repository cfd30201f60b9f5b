// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2ConnectionTest {
    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private int port;

    @BeforeAll
    void start() {
        Channel server =
                new ServerBootstrap()
                        .group(loop)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(
                                                        Http2FrameCodecBuilder.forServer().build(),
                                                        new Http2MultiplexHandler(new Streams()));
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
        port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    @AfterAll
    void stop() {
        var _ = loop.shutdownGracefully();
    }

    private GatewayClient client() {
        return GatewayClient.plain(port).speaking(HttpVersion.HTTP_2);
    }

    @Test
    void severalRequestsOnOneConnection() throws IOException {
        try (GatewayConnection connection = client().connect()) {
            GatewayResponse first =
                    connection.send(GatewayRequest.get("one.example.com", "/a?b").with("X-A", "1"));
            GatewayResponse second =
                    connection.send(GatewayRequest.post("two.example.com", "/c", "body"));

            assertThat(first.status()).isEqualTo(200);
            assertThat(first.body()).isEqualTo("GET http one.example.com /a?b 1 ");
            assertThat(first.header("x-answer")).isEqualTo("yes");
            assertThat(first.headers()).doesNotContainKey(":status");
            assertThat(second.body()).isEqualTo("POST http two.example.com /c null body");
            assertThat(connection.applicationProtocol()).isEmpty();
            assertThat(connection.certificate()).isEmpty();
        }
    }

    @Test
    void bodiesLargerThanTheWindow() throws IOException {
        GatewayResponse response = client().get("a", "/large");

        assertThat(response.body()).hasSize(300_000).matches("x+");
    }

    @Test
    void uploadsLargerThanTheWindow() throws IOException {
        byte[] piece = new byte[50_000];
        try (GatewayConnection connection = client().connect()) {
            GatewayStream upload = connection.upload(GatewayRequest.post("a", "/count", ""));
            for (int i = 0; i < 6; i++) {
                upload.output().write(piece);
            }
            upload.output().close();

            assertThat(upload.head().status()).isEqualTo(200);
            assertThat(upload.input().readAllBytes()).asString().isEqualTo("300000");
            assertThat(upload.trailers()).containsEntry("x-trailer", List.of("1"));
        }
    }

    @Test
    void requestsShareAConnection() throws IOException {
        try (GatewayConnection connection = client().connect()) {
            GatewayStream first = connection.upload(GatewayRequest.post("a", "/count", ""));
            assertThat(connection.send(GatewayRequest.get("a", "/b")).status()).isEqualTo(200);
            first.output().write(new byte[3]);
            first.output().close();

            assertThat(first.input().readAllBytes()).asString().isEqualTo("3");
        }
    }

    @Test
    void anUploadThatIsResetIsAnError() throws IOException {
        try (GatewayConnection connection = client().connect()) {
            GatewayStream upload = connection.upload(GatewayRequest.post("a", "/refuse", ""));

            assertThatThrownBy(() -> upload.output().write(new byte[300_000]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended");
        }
    }

    @Test
    void givesUpInTime() {
        assertThatThrownBy(() -> client().patient(Duration.ofMillis(20)).get("a", "/silent"))
                .isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void resetRequestIsAnError() {
        assertThatThrownBy(() -> client().get("a", "/reset"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void closedConnectionIsAnError() {
        assertThatThrownBy(() -> client().get("a", "/close")).isInstanceOf(IOException.class);
    }

    private static final class Streams extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel stream) {
            stream.pipeline().addLast(new Answers());
        }
    }

    private static final class Answers extends SimpleChannelInboundHandler<Http2StreamFrame> {
        private final StringBuilder answer = new StringBuilder();
        private String path = "";
        private int size;

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
            if (frame instanceof Http2HeadersFrame headers) {
                Http2Headers request = headers.headers();
                path = request.path().toString();
                answer.append(request.method()).append(' ').append(request.scheme()).append(' ');
                answer.append(request.authority()).append(' ').append(path).append(' ');
                answer.append(request.get("x-a")).append(' ');
                if (headers.isEndStream() || path.equals("/refuse")) {
                    answer(context);
                }
            } else if (frame instanceof Http2DataFrame data) {
                size += data.content().readableBytes();
                answer.append(data.content().toString(StandardCharsets.UTF_8));
                var _ =
                        context.write(
                                new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes())
                                        .stream(data.stream()));
                if (data.isEndStream()) {
                    answer(context);
                }
            }
        }

        private void answer(ChannelHandlerContext context) {
            var _ =
                    switch (path) {
                        case "/silent" -> context.newSucceededFuture();
                        case "/count" -> count(context);
                        case "/reset", "/refuse" ->
                                context.writeAndFlush(
                                        new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM));
                        case "/close" -> context.channel().parent().close();
                        case "/large" -> answer(context, "x".repeat(300_000));
                        default -> answer(context, answer.toString());
                    };
        }

        private ChannelFuture count(ChannelHandlerContext context) {
            var _ =
                    context.write(
                            new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("200")));
            var _ =
                    context.write(
                            new DefaultHttp2DataFrame(
                                    Unpooled.copiedBuffer(
                                            Integer.toString(size), StandardCharsets.UTF_8)));
            return context.writeAndFlush(
                    new DefaultHttp2HeadersFrame(
                            new DefaultHttp2Headers().set("x-trailer", "1"), true));
        }

        private static ChannelFuture answer(ChannelHandlerContext context, String body) {
            var _ =
                    context.write(
                            new DefaultHttp2HeadersFrame(
                                    new DefaultHttp2Headers()
                                            .status("200")
                                            .set("x-answer", "yes")));
            return context.writeAndFlush(
                    new DefaultHttp2DataFrame(
                            Unpooled.copiedBuffer(body, StandardCharsets.UTF_8), true, 7));
        }
    }
}
