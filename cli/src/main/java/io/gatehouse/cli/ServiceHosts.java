// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import java.util.ArrayList;
import java.util.List;

/// The names by which a Service can be reached from inside its cluster.
final class ServiceHosts {
    private ServiceHosts() {}

    static List<String> of(String service, String namespace, List<String> further) {
        String full = service + "." + namespace;
        List<String> hosts =
                new ArrayList<>(List.of(full + ".svc", full, full + ".svc.cluster.local", service));
        hosts.addAll(further);
        return hosts;
    }
}
