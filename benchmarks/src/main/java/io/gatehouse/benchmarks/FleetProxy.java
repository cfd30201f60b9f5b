// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.benchmarks;

import com.google.protobuf.ByteString;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceStub;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A stream that asks and answers as Envoy does, and keeps nothing but names. What is observed, the
/// bytes of routes, is observed when it has been answered.
final class FleetProxy
        implements ClientResponseObserver<DeltaDiscoveryRequest, DeltaDiscoveryResponse> {
    private static final String TYPES = "type.googleapis.com/envoy.config.";
    private static final String CLUSTER = TYPES + "cluster.v3.Cluster";
    private static final String ENDPOINT = TYPES + "endpoint.v3.ClusterLoadAssignment";
    private static final String LISTENER = TYPES + "listener.v3.Listener";
    private static final String ROUTE = TYPES + "route.v3.RouteConfiguration";
    private static final String SCOPED_ROUTE = TYPES + "route.v3.ScopedRouteConfiguration";

    private final NamedResources named;
    private final Consumer<ByteString> routes;
    private final boolean reads;
    private final Set<String> asked = new HashSet<>();
    private @Nullable ClientCallStreamObserver<DeltaDiscoveryRequest> requests;

    FleetProxy(NamedResources named, Consumer<ByteString> routes, boolean reads) {
        this.named = named;
        this.routes = routes;
        this.reads = reads;
    }

    void connect(AggregatedDiscoveryServiceStub stub, Node node) {
        stub.deltaAggregatedResources(this);
        send(DeltaDiscoveryRequest.newBuilder().setNode(node).setTypeUrl(CLUSTER));
        send(DeltaDiscoveryRequest.newBuilder().setTypeUrl(LISTENER));
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<DeltaDiscoveryRequest> stream) {
        requests = stream;
        if (!reads) {
            stream.disableAutoRequestWithInitial(0);
        }
    }

    @Override
    public void onNext(DeltaDiscoveryResponse response) {
        String type = response.getTypeUrl();
        switch (type) {
            case CLUSTER -> ask(ENDPOINT, response.getResourcesList());
            case LISTENER -> ask(ROUTE, response.getResourcesList());
            default -> {}
        }
        send(
                DeltaDiscoveryRequest.newBuilder()
                        .setTypeUrl(type)
                        .setResponseNonce(response.getNonce()));
        if (type.equals(ROUTE) || type.equals(SCOPED_ROUTE)) {
            response.getResourcesList()
                    .forEach(resource -> routes.accept(resource.getResource().getValue()));
        }
    }

    private void ask(String type, List<Resource> by) {
        List<String> names = new ArrayList<>();
        for (Resource resource : by) {
            for (String name : named.of(resource)) {
                if (asked.add(name) && !name.equals("*")) {
                    names.add(name);
                } else if (asked.add(SCOPED_ROUTE) && name.equals("*")) {
                    send(DeltaDiscoveryRequest.newBuilder().setTypeUrl(SCOPED_ROUTE));
                }
            }
        }
        if (!names.isEmpty()) {
            send(
                    DeltaDiscoveryRequest.newBuilder()
                            .setTypeUrl(type)
                            .addAllResourceNamesSubscribe(names));
        }
    }

    private void send(DeltaDiscoveryRequest.Builder request) {
        if (requests == null) {
            throw new IllegalStateException("not connected");
        }
        requests.onNext(request.build());
    }

    @Override
    public void onError(Throwable error) {
        throw new IllegalStateException("a stream has ended", error);
    }

    @Override
    public void onCompleted() {
        throw new IllegalStateException("a stream has ended");
    }
}
