// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.gatehouse.testing.xds.AdsModel;
import io.gatehouse.testing.xds.DeltaModel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One proxy that behaves as Envoy does, its server side, and the wires between; every step is
/// explicit. The proxy refuses resources of certain editions.
final class SimulatedProxy<Q, R> {
    private final AdsModel<Q, R> model;
    private final Supplier<Dialect<Q, R>> dialects;
    private final ResourceCache cache;
    private final Refusals refusals = new Refusals();
    private final Random random;
    private final Set<Refusal.RefusedResource> refused = new HashSet<>();
    private final SortedMap<ResourceType, Set<String>> asked = new TreeMap<>();
    private final Deque<Q> toServer = new ArrayDeque<>();
    private final Deque<R> toProxy = new ArrayDeque<>();
    private final Set<String> warming = new TreeSet<>();
    private @Nullable R clusters;
    private @Nullable SnapshotUpdate slot;
    private ResourceCache.@Nullable Subscription subscription;
    private Dialect<Q, R> dialect;
    private ProxyView view;
    private boolean reconnected;

    SimulatedProxy(
            AdsModel<Q, R> model,
            Supplier<Dialect<Q, R>> dialects,
            ResourceCache cache,
            Random random) {
        this.model = model;
        this.dialects = dialects;
        this.cache = cache;
        this.random = random;
        this.dialect = dialects.get();
        this.view = newView();
        connect();
        toServer.add(model.subscribe(ResourceType.CLUSTER.typeUrl(), List.of()));
        toServer.add(model.subscribe(ResourceType.LISTENER.typeUrl(), List.of()));
        toServer.add(model.subscribe(ResourceType.SCOPED_ROUTE.typeUrl(), List.of()));
    }

    private ProxyView newView() {
        boolean whole = dialect.protocol() == ConnectedProxy.Protocol.STATE_OF_THE_WORLD;
        return new ProxyView(refusals, "node", DiscoverySettings.DEFAULT, whole);
    }

    private void connect() {
        if (subscription != null) {
            subscription.close();
        }
        slot = null;
        subscription =
                cache.subscribe(
                        "group", update -> slot = slot == null ? update : update.after(slot));
    }

    /// Everything on the way is lost.
    void reconnect() {
        reconnected = true;
        toServer.clear();
        toProxy.clear();
        warming.clear();
        clusters = null;
        dialect = dialects.get();
        view = newView();
        connect();
        toServer.addAll(model.reconnect());
    }

    boolean idle() {
        return toServer.isEmpty() && toProxy.isEmpty() && slot == null;
    }

    /// The server takes in some of what has reached it.
    void serverReads() {
        if (slot != null && random.nextBoolean()) {
            view.adopt(slot);
            slot = null;
        }
        while (!toServer.isEmpty() && random.nextInt(4) > 0) {
            Q request = toServer.removeFirst();
            ResourceType type = ResourceType.of(dialect.typeUrl(request)).orElseThrow();
            dialect.apply(type, request, view, Instant.EPOCH)
                    .ifPresent(refusal -> refused.addAll(refusal.resources()));
        }
    }

    /// Returns whether there was something to send.
    boolean serverSends(long now) {
        Optional<Push> push = view.next(now);
        push.ifPresent(this::send);
        if (push.isEmpty() && idle() && view.synced() == cache.snapshot("group").revision()) {
            assertHasAll();
        }
        return push.isPresent();
    }

    private void send(Push push) {
        for (VersionedResource resource : push.resources().values()) {
            assertThat(refused)
                    .doesNotContain(
                            new Refusal.RefusedResource(resource.name(), resource.version()));
        }
        Optional<R> response = dialect.response(push, view);
        if (response.isPresent()) {
            toProxy.add(response.get());
        } else {
            view.acknowledge(push.type(), push.nonce());
        }
    }

    /// Returns whether something had reached the proxy.
    boolean proxyReads() {
        if (toProxy.isEmpty()) {
            return false;
        }
        R response = toProxy.removeFirst();
        List<String> names =
                model.resources(response).entrySet().stream()
                        .filter(resource -> World.isRefused(resource.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        if (names.isEmpty() && model.type(response).equals(ResourceType.CLUSTER.typeUrl())) {
            warm(response);
        } else if (names.isEmpty()) {
            toServer.add(model.accept(response));
            if (model.type(response).equals(ResourceType.ENDPOINT.typeUrl())) {
                warming.removeAll(model.resources(response).keySet());
                warming.removeAll(model.removed(response));
            }
            finishWarming();
            follow();
        } else {
            String detail =
                    random.nextBoolean()
                            ? "Error adding/updating: " + String.join(": no, ", names) + ": no"
                            : "no";
            toServer.add(model.refuse(response, detail));
        }
        return true;
    }

    /// As Envoy, acknowledges clusters when all that are new or changed have endpoints again.
    private void warm(R response) {
        SortedMap<String, Any> held = model.held(ResourceType.CLUSTER.typeUrl());
        model.resources(response)
                .forEach((name, body) -> {
                    if (World.hasEndpoints(name) && !body.equals(held.get(name))) {
                        warming.add(name);
                    }
                });
        clusters = response;
        finishWarming();
        follow();
    }

    /// Endpoints that are not told within a time are none.
    boolean stopsWaitingForEndpoints() {
        boolean waits = !warming.isEmpty();
        warming.clear();
        finishWarming();
        return waits;
    }

    boolean hasReconnected() {
        return reconnected;
    }

    private void finishWarming() {
        if (clusters != null && warming.isEmpty()) {
            toServer.add(model.accept(clusters));
            clusters = null;
        }
    }

    /// Asks for what is named by what it has, and no longer for what is not.
    private void follow() {
        Set<String> endpoints = new TreeSet<>(warming);
        model.held(ResourceType.CLUSTER.typeUrl())
                .forEach((name, _) -> {
                    if (World.hasEndpoints(name)) {
                        endpoints.add(name);
                    }
                });
        ask(ResourceType.ENDPOINT, endpoints);
        ask(ResourceType.ROUTE, named(ResourceType.ROUTE));
        ask(ResourceType.SECRET, named(ResourceType.SECRET));
    }

    private Set<String> named(ResourceType type) {
        Set<String> names = new TreeSet<>();
        for (Any listener : model.held(ResourceType.LISTENER.typeUrl()).values()) {
            names.addAll(Resources.namedBy(listener, type));
        }
        if (type == ResourceType.ROUTE) {
            for (Any scope : model.held(ResourceType.SCOPED_ROUTE.typeUrl()).values()) {
                names.add(Resources.routeOf(scope));
            }
        }
        return names;
    }

    private void ask(ResourceType type, Set<String> wanted) {
        Set<String> before = asked.getOrDefault(type, Set.of());
        Set<String> added = new TreeSet<>(wanted);
        added.removeAll(before);
        Set<String> dropped = new TreeSet<>(before);
        dropped.removeAll(wanted);
        asked.put(type, wanted);
        if (!added.isEmpty()) {
            toServer.add(model.subscribe(type.typeUrl(), added));
        }
        if (!dropped.isEmpty()) {
            toServer.add(model.unsubscribe(type.typeUrl(), dropped));
        }
    }

    /// Asks once more for something that it has asked for.
    void proxyAsksAgain() {
        asked.forEach((type, names) ->
                names.stream()
                        .findAny()
                        .filter(_ -> random.nextBoolean())
                        .ifPresent(name ->
                                toServer.add(model.subscribe(type.typeUrl(), List.of(name)))));
    }

    void assertClustersAreThere() {
        model.held(ResourceType.ROUTE.typeUrl())
                .forEach((name, route) -> assertUsable(name, Resources.clustersOf(route)));
        model.held(ResourceType.LISTENER.typeUrl())
                .forEach((name, listener) ->
                        assertUsable(name, Resources.namedBy(listener, ResourceType.CLUSTER)));
    }

    private void assertUsable(String user, Collection<String> clusters) {
        assertThat(model.held(ResourceType.CLUSTER.typeUrl()).keySet())
                .as(user)
                .containsAll(clusters);
        Set<String> endpoints = model.held(ResourceType.ENDPOINT.typeUrl()).keySet();
        for (String cluster : clusters) {
            if (World.hasEndpoints(cluster)) {
                assertThat(endpoints).as(user).contains(cluster);
            }
        }
    }

    void assertHasAll() {
        ResourceSnapshot snapshot = cache.snapshot("group");
        for (ResourceType type : ResourceType.values()) {
            SortedMap<String, Any> expected = new TreeMap<>();
            snapshot.all(type)
                    .forEach((name, resource) -> {
                        if (type.wildcard() || asked.getOrDefault(type, Set.of()).contains(name)) {
                            expected.put(name, resource.body());
                        }
                    });
            assertThat(model.held(type.typeUrl())).as(type.name()).isEqualTo(expected);
        }
        assertThat(asked.getOrDefault(ResourceType.ROUTE, Set.of()))
                .isEqualTo(named(ResourceType.ROUTE));
    }

    /// Like `assertHasAll`, but of refused resources it has some other version or none. A listener
    /// that it keeps for want of a better one keeps its secrets; the state-of-the-world protocol
    /// cannot take away what is asked for by name, nor anything by a response that is refused.
    void assertHasAllButRefused() {
        ResourceSnapshot snapshot = cache.snapshot("group");
        for (ResourceType type : ResourceType.values()) {
            SortedMap<String, Any> held = model.held(type.typeUrl());
            // What it uses instead of something refused keeps what it names.
            if (model instanceof DeltaModel && type != ResourceType.SECRET && !asksForRefused()) {
                assertThat(snapshot.all(type).keySet()).as(type.name()).containsAll(held.keySet());
            }
            for (VersionedResource resource : snapshot.all(type).values()) {
                String name = resource.name().name();
                if (World.isRefused(resource.body())) {
                    assertThat(held.get(name)).isNotEqualTo(resource.body());
                } else if (asks(resource.name())) {
                    assertThat(held).containsEntry(name, resource.body());
                }
            }
        }
    }

    boolean asksForRefused() {
        ResourceSnapshot snapshot = cache.snapshot("group");
        return Arrays.stream(ResourceType.values())
                .flatMap(type -> snapshot.all(type).values().stream())
                .filter(resource -> World.isRefused(resource.body()))
                .anyMatch(resource -> asks(resource.name()));
    }

    private boolean asks(ResourceName name) {
        return name.type().wildcard()
                || asked.getOrDefault(name.type(), Set.of()).contains(name.name());
    }

    long synced() {
        return view.synced();
    }

    long settled() {
        return view.settled();
    }
}
