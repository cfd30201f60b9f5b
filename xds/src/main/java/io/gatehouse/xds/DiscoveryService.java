// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Opens a stream, with a virtual thread of its own, for every call of a proxy.
final class DiscoveryService extends AggregatedDiscoveryServiceImplBase {
    private final StreamContext context;
    private final ProxyDirectory directory;
    private final Set<ProxyStream<?, ?>> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    DiscoveryService(StreamContext context, ProxyDirectory directory) {
        this.context = context;
        this.directory = directory;
    }

    @Override
    public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
            StreamObserver<DeltaDiscoveryResponse> responses) {
        return open(new DeltaDialect(), responses);
    }

    @Override
    public StreamObserver<DiscoveryRequest> streamAggregatedResources(
            StreamObserver<DiscoveryResponse> responses) {
        return open(new SotwDialect(), responses);
    }

    private <Q, R> StreamObserver<Q> open(Dialect<Q, R> dialect, StreamObserver<R> responses) {
        Caller caller = CallerReader.current();
        ProxyStream<Q, R> stream =
                new ProxyStream<>(
                        context,
                        directory,
                        dialect,
                        caller,
                        (ServerCallStreamObserver<R>) responses);
        streams.add(stream);
        if (closed) {
            stream.end(shutdown());
        }
        Thread.ofVirtual()
                .name("xds-stream")
                .start(() -> {
                    try {
                        stream.run();
                    } finally {
                        streams.remove(stream);
                    }
                });
        return stream;
    }

    Stream<ProxyStatus> proxies() {
        return streams.stream().map(ProxyStream::status).flatMap(Optional::stream);
    }

    /// Has every stream look whether there is something to send.
    void wake() {
        streams.forEach(ProxyStream::wake);
    }

    /// Ends all streams, those opened later at once.
    void close() {
        closed = true;
        streams.forEach(stream -> stream.end(shutdown()));
    }

    private static Status shutdown() {
        return Status.UNAVAILABLE.withDescription("the control plane shuts down");
    }
}
