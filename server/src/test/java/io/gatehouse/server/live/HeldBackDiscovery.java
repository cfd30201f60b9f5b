// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.gatehouse.xds.ResourceType;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Stands between a proxy and its control plane, and keeps what is sent of one type to itself until
/// it is told to let it go. For one proxy.
final class HeldBackDiscovery implements AutoCloseable {
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final ResourceType type;
    private final ManagedChannel behind;
    private final Server server;

    /// @param behind the control plane's port
    HeldBackDiscovery(int port, int behind, ResourceType type) throws IOException {
        this.type = type;
        this.behind =
                NettyChannelBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), behind))
                        .usePlaintext()
                        .build();
        server =
                NettyServerBuilder.forAddress(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        .addService(new Service())
                        .build()
                        .start();
    }

    void awaitHeldBack(Duration patience) throws InterruptedException {
        if (!held.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nothing of type " + type + " was sent");
        }
    }

    void letGo() {
        released.countDown();
    }

    @Override
    public void close() {
        released.countDown();
        server.shutdownNow();
        behind.shutdownNow();
    }

    private final class Service extends AggregatedDiscoveryServiceImplBase {
        @Override
        public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
                StreamObserver<DeltaDiscoveryResponse> proxy) {
            return AggregatedDiscoveryServiceGrpc.newStub(behind)
                    .deltaAggregatedResources(new Responses(proxy));
        }
    }

    /// In their order: what follows something that is held back waits, too.
    private final class Responses implements StreamObserver<DeltaDiscoveryResponse> {
        private final StreamObserver<DeltaDiscoveryResponse> proxy;

        Responses(StreamObserver<DeltaDiscoveryResponse> proxy) {
            this.proxy = proxy;
        }

        @Override
        public void onNext(DeltaDiscoveryResponse response) {
            if (response.getTypeUrl().equals(type.typeUrl())) {
                held.countDown();
                awaitRelease();
            }
            proxy.onNext(response);
        }

        private void awaitRelease() {
            try {
                released.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void onError(Throwable failure) {
            proxy.onError(failure);
        }

        @Override
        public void onCompleted() {
            proxy.onCompleted();
        }
    }
}
