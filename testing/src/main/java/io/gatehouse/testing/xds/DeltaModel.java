// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.xds;

import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A proxy that speaks the incremental protocol.
public final class DeltaModel implements AdsModel<DeltaDiscoveryRequest, DeltaDiscoveryResponse> {
    private static final String EVERYTHING = "*";

    private final Map<String, Interest> interests = new LinkedHashMap<>();

    private static final class Interest {
        private final SortedSet<String> names = new TreeSet<>();
        private final NavigableMap<String, Resource> held = new TreeMap<>();

        private boolean covers(String name) {
            return names.contains(EVERYTHING) || names.contains(name);
        }
    }

    @Override
    public DeltaDiscoveryRequest subscribe(String type, Collection<String> names) {
        Collection<String> asked = names.isEmpty() ? List.of(EVERYTHING) : names;
        interest(type).names.addAll(asked);
        return request(type).addAllResourceNamesSubscribe(asked).build();
    }

    @Override
    public DeltaDiscoveryRequest unsubscribe(String type, Collection<String> names) {
        Collection<String> dropped = names.isEmpty() ? List.of(EVERYTHING) : names;
        Interest interest = interest(type);
        interest.names.removeAll(dropped);
        interest.held.keySet().removeIf(name -> !interest.covers(name));
        return request(type).addAllResourceNamesUnsubscribe(dropped).build();
    }

    @Override
    public DeltaDiscoveryRequest accept(DeltaDiscoveryResponse response) {
        Interest interest = interest(response.getTypeUrl());
        for (Resource resource : response.getResourcesList()) {
            if (interest.covers(resource.getName())) {
                interest.held.put(resource.getName(), resource);
            }
        }
        response.getRemovedResourcesList().forEach(interest.held::remove);
        return request(response.getTypeUrl()).setResponseNonce(response.getNonce()).build();
    }

    @Override
    public DeltaDiscoveryRequest refuse(DeltaDiscoveryResponse response, String detail) {
        return request(response.getTypeUrl())
                .setResponseNonce(response.getNonce())
                .setErrorDetail(Status.newBuilder().setMessage(detail))
                .build();
    }

    @Override
    public List<DeltaDiscoveryRequest> reconnect() {
        List<DeltaDiscoveryRequest> requests = new ArrayList<>();
        interests.forEach((type, interest) -> {
            DeltaDiscoveryRequest.Builder request =
                    request(type).addAllResourceNamesSubscribe(interest.names);
            interest.held.forEach((name, resource) ->
                    request.putInitialResourceVersions(name, resource.getVersion()));
            requests.add(request.build());
        });
        return requests;
    }

    @Override
    public String type(DeltaDiscoveryResponse response) {
        return response.getTypeUrl();
    }

    @Override
    public SortedMap<String, Any> resources(DeltaDiscoveryResponse response) {
        SortedMap<String, Any> bodies = new TreeMap<>();
        for (Resource resource : response.getResourcesList()) {
            bodies.put(resource.getName(), resource.getResource());
        }
        return bodies;
    }

    @Override
    public List<String> removed(DeltaDiscoveryResponse response) {
        return response.getRemovedResourcesList().stream().toList();
    }

    @Override
    public SortedMap<String, Any> held(String type) {
        SortedMap<String, Any> bodies = new TreeMap<>();
        interest(type).held.forEach((name, resource) -> bodies.put(name, resource.getResource()));
        return bodies;
    }

    private Interest interest(String type) {
        return interests.computeIfAbsent(type, _ -> new Interest());
    }

    private static DeltaDiscoveryRequest.Builder request(String type) {
        return DeltaDiscoveryRequest.newBuilder().setTypeUrl(type);
    }
}
