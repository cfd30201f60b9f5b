// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The state-of-the-world protocol: every request lists all names, every response all resources of
/// a type that is asked for as a whole.
final class SotwDialect implements Dialect<DiscoveryRequest, DiscoveryResponse> {
    private static final String EVERYTHING = "*";

    private final Set<ResourceType> byName = EnumSet.noneOf(ResourceType.class);
    private final Map<ResourceType, String> broughtAlong = new EnumMap<>(ResourceType.class);

    @Override
    public ConnectedProxy.Protocol protocol() {
        return ConnectedProxy.Protocol.STATE_OF_THE_WORLD;
    }

    @Override
    public Node node(DiscoveryRequest request) {
        return request.getNode();
    }

    @Override
    public String typeUrl(DiscoveryRequest request) {
        return request.getTypeUrl();
    }

    /// A request that answers an older response than the newest is ignored: the proxy will answer
    /// that one, too, and list the names again.
    @Override
    public Optional<Refusal> apply(
            ResourceType type, DiscoveryRequest request, ProxyView view, Instant now) {
        if (!view.asked(type)) {
            view.open(type, Map.of());
            broughtAlong.put(type, request.getVersionInfo());
            subscribe(type, request.getResourceNamesList(), view);
            view.opened(type);
            return Optional.empty();
        }
        String nonce = request.getResponseNonce();
        if (!nonce.isEmpty() && !view.isNewest(type, nonce)) {
            return Optional.empty();
        }
        Optional<Refusal> refusal = answer(type, request, view, now);
        subscribe(type, request.getResourceNamesList(), view);
        return refusal;
    }

    private static Optional<Refusal> answer(
            ResourceType type, DiscoveryRequest request, ProxyView view, Instant now) {
        String nonce = request.getResponseNonce();
        if (request.hasErrorDetail()) {
            return view.refuse(type, nonce, request.getErrorDetail().getMessage(), now);
        }
        view.acknowledge(type, nonce);
        return Optional.empty();
    }

    /// No names mean everything only as long as the stream has not listed any.
    private void subscribe(ResourceType type, List<String> names, ProxyView view) {
        if (!names.isEmpty()) {
            byName.add(type);
        }
        Set<String> listed = new HashSet<>(names);
        boolean everything = listed.remove(EVERYTHING);
        if (everything || (names.isEmpty() && type.wildcard() && !byName.contains(type))) {
            view.subscribeAll(type);
        } else if (view.askedForAll(type)) {
            view.unsubscribeAll(type);
        }
        for (String name : view.names(type)) {
            if (!listed.contains(name)) {
                view.unsubscribe(type, name);
            }
        }
        for (String name : listed) {
            if (!view.asksByName(type, name)) {
                view.subscribe(type, name);
            }
        }
    }

    @Override
    public Optional<DiscoveryResponse> response(Push push, ProxyView view) {
        Collection<VersionedResource> resources = view.whole(push);
        String version = version(resources);
        String earlier = broughtAlong.remove(push.type());
        if (version.equals(earlier) && view.askedForAll(push.type())) {
            return Optional.empty();
        }
        DiscoveryResponse.Builder response =
                DiscoveryResponse.newBuilder()
                        .setTypeUrl(push.type().typeUrl())
                        .setVersionInfo(version)
                        .setNonce(push.nonce());
        resources.forEach(resource -> response.addResources(push.body(resource)));
        if (push.type() == ResourceType.ENDPOINT) {
            push.removed().stream()
                    .filter(name -> !view.has(push.type(), name))
                    .forEach(name -> response.addResources(none(name)));
        }
        return Optional.of(response.build());
    }

    /// This protocol cannot say that there are no endpoints of that name, and Envoy's cluster waits
    /// until it is told some.
    private static Any none(String endpoints) {
        return Any.newBuilder()
                .setTypeUrl(ResourceType.ENDPOINT.typeUrl())
                .setValue(
                        ClusterLoadAssignment.newBuilder()
                                .setClusterName(endpoints)
                                .build()
                                .toByteString())
                .build();
    }

    private static String version(Collection<VersionedResource> resources) {
        ContentHash hash = new ContentHash();
        resources.forEach(resource -> hash.add(resource.name().name()).add(resource.version()));
        return hash.hex();
    }
}
