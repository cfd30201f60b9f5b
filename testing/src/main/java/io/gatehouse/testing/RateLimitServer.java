// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import io.envoyproxy.envoy.extensions.common.ratelimit.v3.RateLimitDescriptor;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitRequest;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitResponse;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitResponse.Code;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitResponse.DescriptorStatus;
import io.envoyproxy.envoy.service.ratelimit.v3.RateLimitServiceGrpc.RateLimitServiceImplBase;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// A rate limit service on a loopback port of its own that lets each descriptor through so many
/// times, and no more.
public final class RateLimitServer implements AutoCloseable {
    private final Server server;
    private final Counts counts;

    private RateLimitServer(Server server, Counts counts) {
        this.server = server;
        this.counts = counts;
    }

    public static RateLimitServer start(int each) {
        Counts counts = new Counts(each);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            return new RateLimitServer(
                    NettyServerBuilder.forAddress(address).addService(counts).build().start(),
                    counts);
        } catch (IOException e) {
            throw new UncheckedIOException("rate limit server does not start", e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /// What was asked, each as `domain key=value,key=value`.
    public List<String> asked() {
        return List.copyOf(counts.asked);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    private static final class Counts extends RateLimitServiceImplBase {
        private final int each;
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final Map<String, Integer> used = new ConcurrentHashMap<>();

        private Counts(int each) {
            this.each = each;
        }

        @Override
        public void shouldRateLimit(
                RateLimitRequest request, StreamObserver<RateLimitResponse> answers) {
            RateLimitResponse.Builder answer =
                    RateLimitResponse.newBuilder().setOverallCode(Code.OK);
            for (RateLimitDescriptor descriptor : request.getDescriptorsList()) {
                String name = request.getDomain() + " " + text(descriptor);
                asked.add(name);
                Code code = used.merge(name, 1, Integer::sum) > each ? Code.OVER_LIMIT : Code.OK;
                answer.addStatuses(DescriptorStatus.newBuilder().setCode(code));
                if (code == Code.OVER_LIMIT) {
                    answer.setOverallCode(code);
                }
            }
            answers.onNext(answer.build());
            answers.onCompleted();
        }

        private static String text(RateLimitDescriptor descriptor) {
            return descriptor.getEntriesList().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(","));
        }
    }
}
