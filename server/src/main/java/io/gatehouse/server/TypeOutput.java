// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.engine.graph.Output;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.util.function.Function;

/// The resources of one type.
record TypeOutput<K>(
        ResourceType type,
        Output<K, VersionedResource> output,
        Function<K, String> group,
        Function<K, String> name) {
    void collect(ResourceChanges.Collector collector) {
        for (Output.Change<K, VersionedResource> change : output.changes()) {
            String owner = group.apply(change.key());
            change.value()
                    .ifPresentOrElse(
                            resource -> collector.upsert(owner, resource),
                            () ->
                                    collector.remove(
                                            owner,
                                            new ResourceName(type, name.apply(change.key()))));
        }
    }
}
