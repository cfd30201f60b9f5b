// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.config.ConfigEvent;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.discovery.DiscoveryFilter;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.VersionedResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a set of objects comes to for one group of proxies, worked out at once and without serving
/// anything: the server's own code, offline.
///
/// @param findings of the objects against each other; what is wrong with one alone, its reader
///   tells
public record Translation(
        SortedMap<ResourceName, VersionedResource> resources, List<Finding> findings) {
    public Translation {
        resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
        findings = List.copyOf(findings);
    }

    /// Says nothing about what has expired.
    public static Translation of(Collection<? extends ConfigObject> objects, ProxyGroup group) {
        return of(objects, new LiveTranslation(group));
    }

    /// As of that time.
    public static Translation of(
            Collection<? extends ConfigObject> objects, ProxyGroup group, Instant now) {
        return of(objects, group, now, DeliveryLimits.DEFAULT);
    }

    /// As of that time, with nothing that would have to be fetched; each object that needs
    /// something is told so.
    public static Translation offline(
            Collection<? extends ConfigObject> objects, ProxyGroup group, Instant now) {
        LiveTranslation live = new LiveTranslation(group);
        live.setTime(now);
        apply(objects, live);
        live.fetchNothing();
        Translation translation = result(live);
        return new Translation(
                translation.resources(),
                translation.findings().stream().map(NothingFetched::told).toList());
    }

    /// @param limits from which sizes on parts are delivered apart
    public static Translation of(
            Collection<? extends ConfigObject> objects,
            ProxyGroup group,
            Instant now,
            DeliveryLimits limits) {
        LiveTranslation live = new LiveTranslation(group, limits);
        live.setTime(now);
        return of(objects, live);
    }

    static Translation of(Collection<? extends ConfigObject> objects, LiveTranslation live) {
        apply(objects, live);
        return result(live);
    }

    private static void apply(Collection<? extends ConfigObject> objects, LiveTranslation live) {
        List<ConfigEvent> given =
                objects.stream().<ConfigEvent>map(ConfigEvent.Upsert::new).toList();
        new DiscoveryFilter().apply(given).forEach(live::apply);
    }

    private static Translation result(LiveTranslation live) {
        SortedMap<ResourceName, VersionedResource> resources = new TreeMap<>();
        live.changes().upserts().forEach(r -> resources.put(r.name(), r));
        List<Finding> findings = new ArrayList<>(live.findings());
        findings.sort(SortedFindings.ORDER);
        return new Translation(resources, findings);
    }
}
