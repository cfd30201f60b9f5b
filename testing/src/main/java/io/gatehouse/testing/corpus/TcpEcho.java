// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;

/// Says its name, then everything that it hears.
final class TcpEcho extends ChannelInboundHandlerAdapter {
    private final String name;

    TcpEcho(String name) {
        this.name = name;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var _ = context.writeAndFlush(Unpooled.copiedBuffer(name + "\n", StandardCharsets.UTF_8));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var _ = context.writeAndFlush(message);
    }
}
