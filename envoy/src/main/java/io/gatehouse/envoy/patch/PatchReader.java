// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.envoy.EnvoyTypes;
import io.gatehouse.routing.PatchOperation;
import io.gatehouse.routing.PatchProblem;
import io.gatehouse.routing.PatchSubject;
import io.gatehouse.routing.ProxyPatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what a patch puts in.
public final class PatchReader {
    private static final String VALUE = "patch.value";

    private PatchReader() {}

    /// @param patch absent if it cannot be applied
    public record Outcome(Optional<ReadPatch> patch, List<PatchProblem> problems) {
        public Outcome {
            problems = List.copyOf(problems);
        }
    }

    public static Outcome read(ProxyPatch patch) {
        Message type = type(patch.subject());
        if (patch.operation() == PatchOperation.REMOVE || patch.value().isEmpty()) {
            return new Outcome(Optional.of(new ReadPatch(patch, type)), List.of());
        }
        Complaints complaints = new Complaints(patch.id());
        Map<String, Object> tree = patch.value().get();
        Descriptor known = EnvoyTypes.complete(type).getDescriptorForType();
        Message read = new MessageReader(complaints).read(known, tree, VALUE);
        if (!patch.operation().merges() && complaints.usable()) {
            Constraints.violation(read, VALUE)
                    .ifPresent(found -> complaints.wrong(found.path(), found.message()));
        }
        return new Outcome(
                complaints.usable()
                        ? Optional.of(new ReadPatch(patch, generated(read, type)))
                        : Optional.empty(),
                complaints.problems());
    }

    private static Message generated(Message read, Message type) {
        try {
            return type.newBuilderForType().mergeFrom(read.toByteString()).build();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("not readable", e);
        }
    }

    private static Message type(PatchSubject subject) {
        return switch (subject) {
            case LISTENER -> Listener.getDefaultInstance();
            case LISTENER_FILTER -> ListenerFilter.getDefaultInstance();
            case FILTER_CHAIN -> FilterChain.getDefaultInstance();
            case NETWORK_FILTER -> Filter.getDefaultInstance();
            case HTTP_FILTER -> HttpFilter.getDefaultInstance();
            case ROUTE_TABLE -> RouteConfiguration.getDefaultInstance();
            case HOST -> VirtualHost.getDefaultInstance();
            case ROUTE -> Route.getDefaultInstance();
            case UPSTREAM -> Cluster.getDefaultInstance();
            case EXTENSION -> TypedExtensionConfig.getDefaultInstance();
        };
    }
}
