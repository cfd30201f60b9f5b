// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

/// Hosts of a VirtualService that work as in Istio and are hardly what their author means.
final class HostDoubts {
    private HostDoubts() {}

    /// @param mesh whether the VirtualService is for the mesh too, where short names are usual
    static void find(Scope scope, String host, boolean mesh) {
        if (host.indexOf('.') < 0 && host.indexOf(':') < 0 && !host.equals("*") && !mesh) {
            scope.doubtful(
                    "found the short name %s, which stands for a service of this namespace: requests for host %s alone are not served"
                            .formatted(Scope.quote(host), host));
        } else if (host.endsWith(".")) {
            scope.doubtful(
                    "found a dot at the end of %s: requests for the host without it are not served"
                            .formatted(Scope.quote(host)));
        }
    }
}
