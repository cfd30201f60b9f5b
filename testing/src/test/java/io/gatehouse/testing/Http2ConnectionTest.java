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
import java.nio.charset.StandardCharsets;
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

        @Override
        protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
            if (frame instanceof Http2HeadersFrame headers) {
                Http2Headers request = headers.headers();
                path = request.path().toString();
                answer.append(request.method()).append(' ').append(request.scheme()).append(' ');
                answer.append(request.authority()).append(' ').append(path).append(' ');
                answer.append(request.get("x-a")).append(' ');
                if (headers.isEndStream()) {
                    answer(context);
                }
            } else if (frame instanceof Http2DataFrame data) {
                answer.append(data.content().toString(StandardCharsets.UTF_8));
                if (data.isEndStream()) {
                    answer(context);
                }
            }
        }

        private void answer(ChannelHandlerContext context) {
            var _ =
                    switch (path) {
                        case "/reset" ->
                                context.writeAndFlush(
                                        new DefaultHttp2ResetFrame(Http2Error.REFUSED_STREAM));
                        case "/close" -> context.channel().parent().close();
                        case "/large" -> answer(context, "x".repeat(300_000));
                        default -> answer(context, answer.toString());
                    };
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
