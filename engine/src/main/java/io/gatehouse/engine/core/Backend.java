// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a host name stands for, whichever kind of object describes it.
///
/// @param origin the object; its namespace is the backend's
/// @param host lower case; may be a wildcard
/// @param alias the host of the backend that requests go to instead: a Service of type ExternalName
///   that leads to another one
/// @param subjectAltNames of which the certificate of the endpoints must have one, where nothing
///   else says so; empty means any
/// @param labels of the object
/// @param external whether it lies outside the mesh
/// @param distribution which endpoints are used first, if nothing else says so
public record Backend(
        ObjectKey origin,
        String host,
        List<BackendPort> ports,
        BackendResolution resolution,
        Optional<String> alias,
        List<String> subjectAltNames,
        SortedMap<String, String> labels,
        boolean external,
        TrafficDistribution distribution) {
    public Backend {
        ports = List.copyOf(ports);
        subjectAltNames = List.copyOf(subjectAltNames);
        labels = SortedMaps.copyOf(labels);
    }

    /// One of listed endpoints, of which no more is known.
    public Backend(ObjectKey origin, String host, List<BackendPort> ports) {
        this(
                origin,
                host,
                ports,
                BackendResolution.LISTED,
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                false,
                TrafficDistribution.ANY);
    }

    public Optional<BackendPort> port(int number) {
        return ports.stream().filter(port -> port.number() == number).findFirst();
    }
}
