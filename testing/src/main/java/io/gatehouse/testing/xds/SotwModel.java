// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing.xds;

import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A proxy that speaks the state-of-the-world protocol.
public final class SotwModel implements AdsModel<DiscoveryRequest, DiscoveryResponse> {
    private final Map<String, Interest> interests = new LinkedHashMap<>();

    private static final class Interest {
        private final SortedSet<String> names = new TreeSet<>();
        private final SortedMap<String, Any> held = new TreeMap<>();
        private boolean everything;
        private String version = "";
        private String nonce = "";
    }

    @Override
    public DiscoveryRequest subscribe(String type, Collection<String> names) {
        Interest interest = interest(type);
        interest.everything |= names.isEmpty();
        interest.names.addAll(names);
        return request(type, interest);
    }

    @Override
    public DiscoveryRequest unsubscribe(String type, Collection<String> names) {
        Interest interest = interest(type);
        interest.everything &= !names.isEmpty();
        interest.names.removeAll(names);
        if (!interest.everything) {
            interest.held.keySet().retainAll(interest.names);
        }
        return request(type, interest);
    }

    /// Clusters, listeners and scoped routes that a response lacks are gone; of other types a
    /// response tells nothing about what it lacks.
    @Override
    public DiscoveryRequest accept(DiscoveryResponse response) {
        Interest interest = interest(response.getTypeUrl());
        if (interest.everything) {
            interest.held.clear();
        }
        for (Any body : response.getResourcesList()) {
            String name = BodyName.of(body);
            if (interest.everything || interest.names.contains(name)) {
                interest.held.put(name, body);
            }
        }
        interest.version = response.getVersionInfo();
        interest.nonce = response.getNonce();
        return request(response.getTypeUrl(), interest);
    }

    @Override
    public DiscoveryRequest refuse(DiscoveryResponse response, String detail) {
        Interest interest = interest(response.getTypeUrl());
        interest.nonce = response.getNonce();
        return request(response.getTypeUrl(), interest).toBuilder()
                .setErrorDetail(Status.newBuilder().setMessage(detail))
                .build();
    }

    @Override
    public List<DiscoveryRequest> reconnect() {
        List<DiscoveryRequest> requests = new ArrayList<>();
        interests.forEach((type, interest) -> {
            interest.nonce = "";
            requests.add(request(type, interest));
        });
        return requests;
    }

    @Override
    public String type(DiscoveryResponse response) {
        return response.getTypeUrl();
    }

    @Override
    public SortedMap<String, Any> resources(DiscoveryResponse response) {
        SortedMap<String, Any> bodies = new TreeMap<>();
        response.getResourcesList().forEach(body -> bodies.put(BodyName.of(body), body));
        return bodies;
    }

    @Override
    public List<String> removed(DiscoveryResponse response) {
        return List.of();
    }

    @Override
    public SortedMap<String, Any> held(String type) {
        return new TreeMap<>(interest(type).held);
    }

    private Interest interest(String type) {
        return interests.computeIfAbsent(type, _ -> new Interest());
    }

    private static DiscoveryRequest request(String type, Interest interest) {
        DiscoveryRequest.Builder request =
                DiscoveryRequest.newBuilder()
                        .setTypeUrl(type)
                        .setVersionInfo(interest.version)
                        .setResponseNonce(interest.nonce)
                        .addAllResourceNames(interest.names);
        if (interest.everything && !interest.names.isEmpty()) {
            request.addResourceNames("*");
        }
        return request.build();
    }
}
