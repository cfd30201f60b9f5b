// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.time.Instant;
import java.util.Optional;

/// The incremental protocol: both sides tell what changes.
final class DeltaDialect implements Dialect<DeltaDiscoveryRequest, DeltaDiscoveryResponse> {
    private static final String EVERYTHING = "*";

    @Override
    public ConnectedProxy.Protocol protocol() {
        return ConnectedProxy.Protocol.DELTA;
    }

    @Override
    public Node node(DeltaDiscoveryRequest request) {
        return request.getNode();
    }

    @Override
    public String typeUrl(DeltaDiscoveryRequest request) {
        return request.getTypeUrl();
    }

    @Override
    public Optional<Refusal> apply(
            ResourceType type, DeltaDiscoveryRequest request, ProxyView view, Instant now) {
        Optional<Refusal> refusal = answer(type, request, view, now);
        boolean first = !view.asked(type);
        if (first) {
            view.open(type, request.getInitialResourceVersionsMap());
            if (request.getResourceNamesSubscribeCount() == 0 && type.wildcard()) {
                view.subscribeAll(type);
            }
        }
        for (String name : request.getResourceNamesSubscribeList()) {
            if (name.equals(EVERYTHING)) {
                view.subscribeAll(type);
            } else {
                view.subscribe(type, name);
            }
        }
        for (String name : request.getResourceNamesUnsubscribeList()) {
            if (name.equals(EVERYTHING)) {
                view.unsubscribeAll(type);
            } else {
                view.unsubscribe(type, name);
            }
        }
        if (first) {
            view.opened(type);
        }
        return refusal;
    }

    private static Optional<Refusal> answer(
            ResourceType type, DeltaDiscoveryRequest request, ProxyView view, Instant now) {
        String nonce = request.getResponseNonce();
        if (request.hasErrorDetail()) {
            return view.refuse(type, nonce, request.getErrorDetail().getMessage(), now);
        }
        view.acknowledge(type, nonce);
        return Optional.empty();
    }

    @Override
    public Optional<DeltaDiscoveryResponse> response(Push push, ProxyView view) {
        DeltaDiscoveryResponse.Builder response =
                DeltaDiscoveryResponse.newBuilder()
                        .setTypeUrl(push.type().typeUrl())
                        .setNonce(push.nonce())
                        .addAllRemovedResources(push.removed());
        for (VersionedResource resource : push.resources().values()) {
            response.addResources(
                    Resource.newBuilder()
                            .setName(resource.name().name())
                            .setVersion(resource.version())
                            .setResource(push.body(resource)));
        }
        return Optional.of(response.build());
    }
}
