// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.gatehouse.envoy.EnvoyTypes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The clusters and extensions that a resource names, wherever in it: what it needs before it can
/// serve. A name may be of nothing that there is.
///
/// @param texts every text in it
public record NamedResources(
        SortedSet<String> clusters, SortedSet<String> extensions, SortedSet<String> texts) {
    private static final String ANY = "google.protobuf.Any";
    private static final String WEIGHT = "envoy.config.route.v3.WeightedCluster.ClusterWeight";
    private static final Set<String> CLUSTER_FIELDS = Set.of("cluster", "cluster_name");
    private static final String DISCOVERY = "config_discovery";
    private static final String NAME = "name";

    public NamedResources {
        clusters = Collections.unmodifiableSortedSet(new TreeSet<>(clusters));
        extensions = Collections.unmodifiableSortedSet(new TreeSet<>(extensions));
        texts = Collections.unmodifiableSortedSet(new TreeSet<>(texts));
    }

    public static NamedResources of(Message resource) {
        Walk found = new Walk();
        found.add(EnvoyTypes.complete(resource));
        return new NamedResources(found.clusters, found.extensions, found.texts);
    }

    private static final class Walk {
        private final SortedSet<String> clusters = new TreeSet<>();
        private final SortedSet<String> extensions = new TreeSet<>();
        private final SortedSet<String> texts = new TreeSet<>();

        void add(Message message) {
            String type = message.getDescriptorForType().getFullName();
            if (type.equals(ANY)) {
                EnvoyTypes.unpack(message).ifPresent(this::add);
                return;
            }
            Map<FieldDescriptor, Object> fields = message.getAllFields();
            fields.forEach((field, value) -> {
                switch (value) {
                    case String text -> add(type, field.getName(), text);
                    case Message inner -> add(inner);
                    case List<?> items ->
                            items.stream()
                                    .filter(Message.class::isInstance)
                                    .forEach(item -> add((Message) item));
                    default -> {}
                }
                if (field.getName().equals(DISCOVERY)) {
                    fields.forEach((other, text) -> {
                        if (other.getName().equals(NAME)) {
                            extensions.add((String) text);
                        }
                    });
                }
            });
        }

        private void add(String type, String field, String text) {
            texts.add(text);
            if (CLUSTER_FIELDS.contains(field) || (field.equals(NAME) && type.equals(WEIGHT))) {
                clusters.add(text);
            }
        }
    }
}
