// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Tells HTTP/2 with prior knowledge from HTTP/1 by the first bytes.
final class CleartextDetection extends ByteToMessageDecoder {
    private static final String PREFACE = "PRI";

    private final String name;

    CleartextDetection(String name) {
        this.name = name;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf input, List<Object> output) {
        if (input.readableBytes() < PREFACE.length()) {
            return;
        }
        String start =
                input.toString(input.readerIndex(), PREFACE.length(), StandardCharsets.ISO_8859_1);
        ChannelPipeline pipeline = context.pipeline();
        if (start.equals(PREFACE)) {
            BackendHttp.addHttp2(pipeline, name);
        } else {
            BackendHttp.addHttp1(pipeline, name);
        }
        pipeline.remove(this); // hands on what it has read
    }
}
