// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceStub;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// Many proxies in one process, each with a connection of its own to the control plane that a
/// bootstrap names. Obeys lines of standard input: `connect COUNT TEXT`, `stall`, `observe TEXT`.
/// Answers when each proxy that reads has routes with that text, with the nanoseconds of the
/// system's monotonic clock when the first, the median and the last had them.
public final class ProxyFleet {
    private final Bootstrap bootstrap;
    private final NamedResources named = new NamedResources();
    private final List<ManagedChannel> channels = new ArrayList<>();
    private int proxies;
    private volatile Observation observation = new Observation("", 0);

    private ProxyFleet(Bootstrap bootstrap) {
        this.bootstrap = bootstrap;
    }

    /// The bootstrap's file is the only argument.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        byte[] bootstrap = Files.readAllBytes(Path.of(arguments[0]));
        ProxyFleet fleet = new ProxyFleet(Bootstrap.parseFrom(bootstrap));
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "connect" -> fleet.connect(Integer.parseInt(words[1]), words[2]);
                case "stall" -> fleet.connect(-1, false);
                default -> fleet.observe(words[1]);
            }
        }
        System.exit(0);
    }

    private void connect(int count, String text) throws InterruptedException {
        observation = new Observation(text, count);
        for (int i = 0; i < count; i++) {
            connect(proxies++, true);
        }
        observation.print();
    }

    private void observe(String text) throws InterruptedException {
        observation = new Observation(text, proxies);
        System.out.println("ready");
        observation.print();
    }

    private void connect(int number, boolean reads) {
        Node node =
                bootstrap.getNode().toBuilder().setId(bootstrap.getNode().getId() + number).build();
        new FleetProxy(named, body -> observation.see(number, body), reads).connect(stub(), node);
    }

    /// A window as small as this is full before all is sent to one that does not read.
    private AggregatedDiscoveryServiceStub stub() {
        SocketAddress address =
                bootstrap
                        .getStaticResources()
                        .getClusters(0)
                        .getLoadAssignment()
                        .getEndpoints(0)
                        .getLbEndpoints(0)
                        .getEndpoint()
                        .getAddress()
                        .getSocketAddress();
        Metadata headers = new Metadata();
        for (HeaderValue header :
                bootstrap
                        .getDynamicResources()
                        .getAdsConfig()
                        .getGrpcServices(0)
                        .getInitialMetadataList()) {
            headers.put(
                    Metadata.Key.of(header.getKey(), Metadata.ASCII_STRING_MARSHALLER),
                    header.getValue());
        }
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(address.getAddress(), address.getPortValue())
                        .usePlaintext()
                        .directExecutor()
                        .flowControlWindow(65_535)
                        .maxInboundMessageSize(Integer.MAX_VALUE)
                        .build();
        channels.add(channel);
        return AggregatedDiscoveryServiceGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /// When which proxy had routes with a text.
    private static final class Observation {
        private final String text;
        private final Map<Integer, Long> times = new ConcurrentHashMap<>();
        private final CountDownLatch missing;

        Observation(String text, int proxies) {
            this.text = text;
            this.missing = new CountDownLatch(proxies);
        }

        void see(int proxy, ByteString body) {
            if (body.toStringUtf8().contains(text)
                    && times.putIfAbsent(proxy, System.nanoTime()) == null) {
                missing.countDown();
            }
        }

        void print() throws InterruptedException {
            missing.await();
            long[] sorted = times.values().stream().mapToLong(Long::longValue).sorted().toArray();
            System.out.println(
                    Arrays.toString(
                            new long[] {
                                sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]
                            }));
        }
    }
}
