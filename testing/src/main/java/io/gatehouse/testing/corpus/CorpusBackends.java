// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.corpus;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/// The backends of `backends.txt`, on their addresses.
public final class CorpusBackends implements AutoCloseable {
    private static final Pattern LINE =
            Pattern.compile(
                    "(?<name>[^=]+)=(?<address>[^:]+):(?<port>\\d+)"
                            + "(?<tcp>,tcp)?(,tls:(?<pair>\\w+)\\.crt:\\w+\\.key)?");

    private final MultiThreadIoEventLoopGroup threads =
            new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

    public CorpusBackends(CorpusAddresses addresses, CorpusCertificates certificates)
            throws IOException {
        List<String> lines =
                Files.readAllLines(CorpusCase.DIRECTORY.resolve("backends.txt")).stream()
                        .map(addresses::here)
                        .toList();
        try {
            for (String line : lines) {
                start(line, certificates);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void start(String line, CorpusCertificates certificates) throws SSLException {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(line + " (expected: " + LINE + ")");
        }
        Supplier<ChannelHandler> handlers = handlers(matcher, certificates);
        new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .childHandler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(Channel channel) {
                                channel.pipeline().addLast(handlers.get());
                            }
                        })
                .bind(
                        CorpusAddresses.address(matcher.group("address")),
                        Integer.parseInt(matcher.group("port")))
                .syncUninterruptibly();
    }

    private static Supplier<ChannelHandler> handlers(Matcher line, CorpusCertificates certificates)
            throws SSLException {
        String name = line.group("name");
        if (line.group("tcp") != null) {
            return () -> new TcpEcho(name);
        } else if (line.group("pair") != null) {
            return BackendTls.of(name, certificates.identity(line.group("pair")));
        }
        return () -> new CleartextDetection(name);
    }

    @Override
    public void close() {
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
