// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.config.istio.ServiceEntryVisibility.Level;
import io.gatehouse.config.istio.VirtualService;
import java.util.Arrays;
import java.util.List;

/// Which namespaces see an object, as its `exportTo` says: `*` all, `.` its own, `~` none, or
/// names.
///
/// @param exportTo empty means all
/// @param own the object's namespace
public record Visibility(List<String> exportTo, String own) {
    static final String ANNOTATION = "networking.istio.io/exportTo";

    private static final String ALL = "*";
    private static final String NONE = "~";
    private static final String OWN = ".";

    /// How a namespace comes to see an object; of ServiceEntries with one host the earlier is
    /// preferred, as in Istio.
    public enum Way {
        OWN_NAMESPACE,
        NAMED,
        EVERYONE,
        HIDDEN
    }

    public Visibility {
        exportTo = List.copyOf(exportTo);
    }

    static Visibility of(MeshConfig mesh, Service service) {
        String annotation = service.metadata().annotations().getOrDefault(ANNOTATION, "");
        List<String> exportTo =
                Arrays.stream(annotation.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        return of(exportTo, mesh.defaultServiceExportTo(), service.metadata().namespace());
    }

    static Visibility of(MeshConfig mesh, ServiceEntry entry) {
        return of(
                entry.spec().exportTo(),
                mesh.defaultServiceExportTo(),
                entry.metadata().namespace());
    }

    public static Visibility of(MeshConfig mesh, VirtualService virtualService) {
        return of(
                virtualService.spec().exportTo(),
                mesh.defaultVirtualServiceExportTo(),
                virtualService.metadata().namespace());
    }

    private static Visibility of(List<String> exportTo, List<String> otherwise, String own) {
        List<String> said = exportTo.isEmpty() ? otherwise : exportTo;
        return new Visibility(said.isEmpty() ? List.of(ALL) : said, own);
    }

    /// The same, for no more than that.
    Visibility within(Level most) {
        return switch (most) {
            case UNSPECIFIED, PUBLIC -> this;
            case NAMESPACE -> new Visibility(List.of(includes(own) ? OWN : NONE), own);
            case NONE -> new Visibility(List.of(NONE), own);
        };
    }

    public Way way(String namespace) {
        if (all()) {
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

    public boolean all() {
        return exportTo.isEmpty() || exportTo.contains(ALL);
    }

    public boolean includes(String namespace) {
        return way(namespace) != Way.HIDDEN;
    }
}
