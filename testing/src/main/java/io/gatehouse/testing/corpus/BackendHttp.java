// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;

/// The two versions of HTTP that a backend speaks, both ending at a [BackendAnswer].
final class BackendHttp {
    private static final int LARGEST_BODY = 1 << 20;

    private BackendHttp() {}

    static void addHttp1(ChannelPipeline pipeline, String name) {
        pipeline.addLast(
                new HttpServerCodec(),
                new HttpObjectAggregator(LARGEST_BODY),
                new BackendAnswer(name));
    }

    static void addHttp2(ChannelPipeline pipeline, String name) {
        pipeline.addLast(
                Http2FrameCodecBuilder.forServer().build(),
                new Http2MultiplexHandler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel stream) {
                                stream.pipeline()
                                        .addLast(
                                                new Http2StreamFrameToHttpObjectCodec(true),
                                                new HttpObjectAggregator(LARGEST_BODY),
                                                new BackendAnswer(name));
                            }
                        }));
    }
}
