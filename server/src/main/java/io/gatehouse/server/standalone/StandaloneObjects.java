// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.ProxyGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a run would work with, without running: the user's objects, those that standalone brings,
/// and the proxy's group.
public record StandaloneObjects(
        List<ConfigObject> objects, ProxyGroup group, List<Finding> findings) {
    public StandaloneObjects {
        objects = List.copyOf(objects);
        findings = List.copyOf(findings);
    }

    public static StandaloneObjects of(
            Collection<? extends ConfigObject> defined, String address, PortMapping mapping) {
        SortedMap<ObjectKey, ConfigObject> all = new TreeMap<>();
        defined.forEach(object -> all.put(object.key(), object));
        DefinedObjects view = new DefinedObjects(all);
        Supplement.Supply services = new GatewayServices(address, mapping).supply(view);
        services.objects().forEach(object -> all.put(object.key(), object));
        ProxyGroup group = GatewayGroup.of(view, address);
        return new StandaloneObjects(new ArrayList<>(all.values()), group, services.findings());
    }
}
