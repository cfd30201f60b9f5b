// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.xds;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceStub;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A proxy on one stream of the aggregated discovery service; the test decides how it answers. A
/// model outlives its streams: connect another client with it to reconnect. For one thread.
public final class AdsClient<Q, R> implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AdsModel<Q, R> model;
    private final BlockingQueue<R> responses = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final Calls calls = new Calls();
    private UnaryOperator<Q> first;
    private volatile boolean paused;

    private AdsClient(AdsModel<Q, R> model, UnaryOperator<Q> withNode) {
        this.model = model;
        this.first = withNode;
    }

    public static AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse> delta(
            Channel channel, Node node, DeltaModel model) {
        AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse> client =
                new AdsClient<>(model, request -> request.toBuilder().setNode(node).build());
        return client.connect(channel, AggregatedDiscoveryServiceStub::deltaAggregatedResources);
    }

    public static AdsClient<DiscoveryRequest, DiscoveryResponse> sotw(
            Channel channel, Node node, SotwModel model) {
        AdsClient<DiscoveryRequest, DiscoveryResponse> client =
                new AdsClient<>(model, request -> request.toBuilder().setNode(node).build());
        return client.connect(channel, AggregatedDiscoveryServiceStub::streamAggregatedResources);
    }

    private AdsClient<Q, R> connect(
            Channel channel,
            BiFunction<AggregatedDiscoveryServiceStub, StreamObserver<R>, StreamObserver<Q>> call) {
        var _ = call.apply(AggregatedDiscoveryServiceGrpc.newStub(channel), calls);
        return this;
    }

    /// No names: everything of that type.
    public void subscribe(String type, String... names) {
        send(model.subscribe(type, Arrays.asList(names)));
    }

    /// No names: no longer everything of that type.
    public void unsubscribe(String type, String... names) {
        send(model.unsubscribe(type, Arrays.asList(names)));
    }

    /// Asks again for all that the model asked for on an earlier stream.
    public void reconnect() {
        model.reconnect().forEach(this::send);
    }

    public void send(Q request) {
        calls.requests().onNext(first.apply(request));
        first = UnaryOperator.identity();
    }

    /// The next response, which is to be answered. Fails when none comes.
    public R next() {
        try {
            R response = responses.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (response == null) {
                throw new AssertionError("no response; stream: " + end.getNow(Status.OK));
            }
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Whether a response waits to be read now.
    public boolean hasNext() {
        return !responses.isEmpty();
    }

    public void accept(R response) {
        send(model.accept(response));
    }

    public void refuse(R response, String detail) {
        send(model.refuse(response, detail));
    }

    /// Reads the next response and accepts it.
    public R acceptNext() {
        R response = next();
        accept(response);
        return response;
    }

    public SortedMap<String, Any> held(String type) {
        return model.held(type);
    }

    /// Takes no more responses off the connection.
    public void pause() {
        paused = true;
    }

    public void resume() {
        paused = false;
        calls.requests().request(1);
    }

    /// With what the server closed the stream. Fails when it does not.
    public Status end() {
        try {
            return end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the stream does not end", e);
        }
    }

    /// Says that no more requests follow.
    public void complete() {
        calls.requests().onCompleted();
    }

    /// Breaks the stream off.
    public void cancel() {
        calls.requests().cancel("cancelled by the test", null);
    }

    @Override
    public void close() {
        cancel();
    }

    private final class Calls implements ClientResponseObserver<Q, R> {
        private @Nullable ClientCallStreamObserver<Q> requests;

        private ClientCallStreamObserver<Q> requests() {
            if (requests == null) {
                throw new IllegalStateException("not connected");
            }
            return requests;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<Q> stream) {
            requests = stream;
            stream.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(R response) {
            responses.add(response);
            if (!paused) {
                requests().request(1);
            }
        }

        @Override
        public void onError(Throwable error) {
            end.complete(Status.fromThrowable(error));
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK);
        }
    }
}
