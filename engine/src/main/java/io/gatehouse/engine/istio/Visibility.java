// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.util.List;

/// `exportTo`: `*` all namespaces, `.` the object's own, `~` none, or names; an empty list means
/// all.
final class Visibility {
    private Visibility() {}

    static boolean visible(List<String> exportTo, String ownNamespace, String toNamespace) {
        return exportTo.isEmpty()
                || exportTo.contains("*")
                || exportTo.contains(toNamespace)
                || (exportTo.contains(".") && ownNamespace.equals(toNamespace));
    }
}
