// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.codec.YamlReader;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.ObjectChanges;
import io.gatehouse.server.Pulse;
import io.gatehouse.server.status.OtherReplicas;
import io.gatehouse.server.status.Rollouts;
import io.gatehouse.server.status.Served;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ResourceCache;
import io.gatehouse.xds.ResourceType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pcollections.TreePMap;

/// A control plane's state made by hand.
record SampleView(
        ControlPlaneState state,
        Optional<String> unready,
        List<ProxyStatus> proxies,
        SortedMap<ResourceType, Integer> resources)
        implements AdminView {
    static SampleView of(String yaml, Finding... findings) {
        TreePMap<ObjectKey, ConfigObject> objects = TreePMap.empty();
        for (ReadResult result : new YamlReader(ReadLimits.DEFAULT).read("sample.yaml", yaml)) {
            ConfigObject object = ((ReadResult.Read) result).object();
            objects = objects.plus(object.key(), object);
        }
        return new SampleView(
                new ControlPlaneState(objects, List.of(findings)),
                Optional.empty(),
                List.of(),
                Collections.emptySortedMap());
    }

    SampleView unready(String why) {
        return new SampleView(state, Optional.of(why), proxies, resources);
    }

    SampleView with(ProxyStatus... connected) {
        return new SampleView(state, unready, List.of(connected), resources);
    }

    SampleView with(ResourceType type, int count) {
        SortedMap<ResourceType, Integer> more = new TreeMap<>(resources);
        more.put(type, count);
        return new SampleView(state, unready, proxies, more);
    }

    /// Of no group of proxies.
    @Override
    public Rollouts rollouts() {
        return new Rollouts(
                new Served(
                        this::state,
                        Map::of,
                        this::proxies,
                        new ResourceCache()::snapshot,
                        () -> OtherReplicas.NONE),
                new ObjectChanges(),
                () -> false);
    }

    @Override
    public Pulse pulse() {
        return new Pulse();
    }
}
