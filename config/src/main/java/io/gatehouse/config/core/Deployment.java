// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.core;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.OtherFieldsAllowed;
import io.gatehouse.config.SortedMaps;
import java.util.Optional;
import java.util.SortedMap;

/// A number of equal Pods.
public record Deployment(ObjectMeta metadata, Spec spec) implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.DEPLOYMENT;
    }

    /// How many Pods of what kind.
    ///
    /// @param replicas absent means 1
    @OtherFieldsAllowed
    public record Spec(Optional<Integer> replicas, Selector selector, Template template) {}

    @OtherFieldsAllowed
    public record Selector(SortedMap<String, String> matchLabels) {
        public Selector {
            matchLabels = SortedMaps.copyOf(matchLabels);
        }
    }

    @OtherFieldsAllowed
    public record Template(TemplateMeta metadata, PodSpec spec) {}

    @OtherFieldsAllowed
    public record TemplateMeta(
            SortedMap<String, String> labels, SortedMap<String, String> annotations) {
        public TemplateMeta {
            labels = SortedMaps.copyOf(labels);
            annotations = SortedMaps.copyOf(annotations);
        }
    }
}
