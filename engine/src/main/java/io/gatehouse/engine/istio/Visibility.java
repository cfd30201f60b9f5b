// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.MeshConfig;
import io.gatehouse.config.istio.VirtualService;
import java.util.List;

/// Which namespaces an object's `exportTo` names: `*` all, `.` the object's own, or names.
///
/// @param exportTo empty means all
record Visibility(List<String> exportTo, String ownNamespace) {
    private static final String ALL = "*";
    private static final String OWN = ".";

    Visibility {
        exportTo = List.copyOf(exportTo);
    }

    /// Without `exportTo`, the mesh's default holds.
    static Visibility of(MeshConfig mesh, VirtualService virtualService) {
        List<String> own = virtualService.spec().exportTo();
        return new Visibility(
                own.isEmpty() ? mesh.defaultVirtualServiceExportTo() : own,
                virtualService.metadata().namespace());
    }

    boolean all() {
        return exportTo.isEmpty() || exportTo.contains(ALL);
    }

    boolean includes(String namespace) {
        return all()
                || exportTo.contains(namespace)
                || (exportTo.contains(OWN) && ownNamespace.equals(namespace));
    }

    static boolean visible(List<String> exportTo, String ownNamespace, String toNamespace) {
        return new Visibility(exportTo, ownNamespace).includes(toNamespace);
    }
}
