// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.Kind;
import java.util.EnumSet;
import java.util.Set;

/// The kinds whose status is written: Istio's and our own. Those of Kubernetes itself get Events
/// only.
final class WrittenKinds {
    static final Set<Kind> ALL =
            EnumSet.of(
                    Kind.GATEWAY,
                    Kind.VIRTUAL_SERVICE,
                    Kind.DESTINATION_RULE,
                    Kind.SERVICE_ENTRY,
                    Kind.WORKLOAD_ENTRY,
                    Kind.REQUEST_AUTHENTICATION,
                    Kind.AUTHORIZATION_POLICY,
                    Kind.PEER_AUTHENTICATION,
                    Kind.TELEMETRY,
                    Kind.ENVOY_FILTER,
                    Kind.TRAFFIC_EXTENSION,
                    Kind.WASM_PLUGIN,
                    Kind.PROXY_CONFIG,
                    Kind.HTTP_POLICY);

    private WrittenKinds() {}

    static boolean contain(Kind kind) {
        return ALL.contains(kind);
    }
}
