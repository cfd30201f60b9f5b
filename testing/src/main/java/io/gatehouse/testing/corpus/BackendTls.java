// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import io.gatehouse.testing.ClientIdentity;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/// A backend that speaks TLS only, asks for a client certificate and takes any or none.
final class BackendTls {
    private BackendTls() {}

    static Supplier<ChannelHandler> of(String name, ClientIdentity identity) throws SSLException {
        SslContext context =
                SslContextBuilder.forServer(identity.key(), identity.certificate())
                        .sslProvider(SslProvider.JDK)
                        .clientAuth(ClientAuth.OPTIONAL)
                        .trustManager(InsecureTrustManagerFactory.INSTANCE)
                        .applicationProtocolConfig(
                                new ApplicationProtocolConfig(
                                        Protocol.ALPN,
                                        SelectorFailureBehavior.NO_ADVERTISE,
                                        SelectedListenerFailureBehavior.ACCEPT,
                                        ApplicationProtocolNames.HTTP_2,
                                        ApplicationProtocolNames.HTTP_1_1))
                        .build();
        return () -> new TlsOrRefusal(context, name);
    }

    private static final class TlsOrRefusal extends OptionalSslHandler {
        private final String name;

        TlsOrRefusal(SslContext context, String name) {
            super(context);
            this.name = name;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) throws Exception {
            super.handlerAdded(context);
            context.pipeline().addLast(new Negotiated(name));
        }

        @Override
        protected ChannelHandler newNonSslHandler(ChannelHandlerContext context) {
            return new CleartextRefusal();
        }
    }

    private static final class Negotiated extends ApplicationProtocolNegotiationHandler {
        private final String name;

        Negotiated(String name) {
            super(ApplicationProtocolNames.HTTP_1_1);
            this.name = name;
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                BackendHttp.addHttp2(context.pipeline(), name);
            } else {
                BackendHttp.addHttp1(context.pipeline(), name);
            }
        }
    }

    /// As Go's server does.
    private static final class CleartextRefusal extends ChannelInboundHandlerAdapter {
        private static final String REFUSAL =
                """
                HTTP/1.0 400 Bad Request\r
                \r
                Client sent an HTTP request to an HTTPS server.
                """;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
            context.writeAndFlush(Unpooled.copiedBuffer(REFUSAL, StandardCharsets.US_ASCII))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }
}
