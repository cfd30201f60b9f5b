// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.ServiceEntry;
import java.util.Arrays;
import java.util.List;

/// Who sees a Service or ServiceEntry: `*` all namespaces, `.` its own, `~` none, or names.
///
/// @param own the object's namespace
/// @param exportTo not empty
record Exports(String own, List<String> exportTo) {
    static final String ANNOTATION = "networking.istio.io/exportTo";

    private static final String ALL = "*";
    private static final String NONE = "~";
    private static final String OWN = ".";

    /// How somebody comes to see an object; of those with one host the earlier is preferred, as in
    /// Istio.
    enum Way {
        OWN_NAMESPACE,
        NAMED,
        EVERYONE,
        HIDDEN
    }

    static Exports of(Service service, MeshConfig mesh) {
        String annotation = service.metadata().annotations().getOrDefault(ANNOTATION, "");
        List<String> exportTo =
                Arrays.stream(annotation.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        return new Exports(service.metadata().namespace(), orDefault(exportTo, mesh));
    }

    static Exports of(ServiceEntry entry, MeshConfig mesh) {
        return new Exports(entry.metadata().namespace(), orDefault(entry.spec().exportTo(), mesh));
    }

    Way way(String namespace) {
        if (exportTo.contains(ALL)) {
            return Way.EVERYONE;
        }
        if (exportTo.contains(NONE)) {
            return Way.HIDDEN;
        }
        if (exportTo.contains(OWN) && own.equals(namespace)) {
            return Way.OWN_NAMESPACE;
        }
        return exportTo.contains(namespace) ? Way.NAMED : Way.HIDDEN;
    }

    boolean visibleTo(String namespace) {
        return way(namespace) != Way.HIDDEN;
    }

    private static List<String> orDefault(List<String> exportTo, MeshConfig mesh) {
        if (!exportTo.isEmpty()) {
            return exportTo;
        }
        return mesh.defaultServiceExportTo().isEmpty()
                ? List.of(ALL)
                : mesh.defaultServiceExportTo();
    }
}
