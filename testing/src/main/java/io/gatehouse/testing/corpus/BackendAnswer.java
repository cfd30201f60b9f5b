// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import io.gatehouse.testing.Echo;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;

/// Answers with the [Echo] of the request. `?delayms=` has it wait, `?status=` tells the status.
final class BackendAnswer extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String CONVERSION_HEADERS = "x-http2-";

    private final String name;

    BackendAnswer(String name) {
        this.name = name;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            refuse(context);
            return;
        }
        FullHttpResponse response = answer(context.channel(), request);
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        var _ =
                context.executor()
                        .schedule(
                                () -> {
                                    var written = context.writeAndFlush(response);
                                    if (!keepAlive) {
                                        written.addListener(ChannelFutureListener.CLOSE);
                                    }
                                },
                                parameter(request, "delayms", 0),
                                TimeUnit.MILLISECONDS);
    }

    private FullHttpResponse answer(Channel channel, FullHttpRequest request) {
        byte[] body = (echo(channel, request).toJson() + "\n").getBytes(StandardCharsets.UTF_8);
        boolean head = request.method().equals(HttpMethod.HEAD);
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(parameter(request, "status", 200)),
                        head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .set("x-backend", name)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return response;
    }

    private Echo echo(Channel channel, FullHttpRequest request) {
        SortedMap<String, List<String>> headers = new TreeMap<>();
        for (var header : request.headers()) {
            String lowerCase = header.getKey().toLowerCase(Locale.ROOT);
            if (!lowerCase.equals("host") && !lowerCase.startsWith(CONVERSION_HEADERS)) {
                headers.computeIfAbsent(lowerCase, _ -> new ArrayList<>()).add(header.getValue());
            }
        }
        return new Echo(
                name,
                request.method().name(),
                request.uri(),
                request.headers().get(HttpHeaderNames.HOST, ""),
                headers,
                request.content().toString(StandardCharsets.UTF_8),
                serverName(channel));
    }

    /// Of a stream of HTTP/2 the connection is the parent.
    private static Optional<String> serverName(Channel channel) {
        return Stream.of(channel, channel.parent())
                .flatMap(each -> Stream.ofNullable(each.pipeline().get(SslHandler.class)))
                .findFirst()
                .map(tls -> (ExtendedSSLSession) tls.engine().getSession())
                .map(session ->
                        session.getRequestedServerNames().stream()
                                .map(sni -> new SNIHostName(sni.getEncoded()).getAsciiName())
                                .findFirst()
                                .orElse(""));
    }

    private static int parameter(FullHttpRequest request, String parameter, int otherwise) {
        List<String> values =
                new QueryStringDecoder(request.uri())
                        .parameters()
                        .getOrDefault(parameter, List.of());
        return values.isEmpty() ? otherwise : Integer.parseInt(values.getFirst());
    }

    /// As Go's server does.
    private static void refuse(ChannelHandlerContext context) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.BAD_REQUEST,
                        Unpooled.copiedBuffer("400 Bad Request", StandardCharsets.US_ASCII));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONNECTION, "close");
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
}
