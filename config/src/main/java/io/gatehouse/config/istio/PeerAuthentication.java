// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.SortedMaps;
import java.util.Optional;
import java.util.SortedMap;

/// Whether workloads of the mesh ask who connects to them for a certificate. A gateway's clients
/// are asked by its servers' `tls` alone.
public record PeerAuthentication(ObjectMeta metadata, Spec spec) implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.PEER_AUTHENTICATION;
    }

    /// @param portLevelMtls by the number of the workload's port
    public record Spec(
            Optional<WorkloadSelector> selector,
            Optional<MutualTls> mtls,
            SortedMap<String, MutualTls> portLevelMtls) {
        public Spec {
            portLevelMtls = SortedMaps.copyOf(portLevelMtls);
        }
    }

    public record MutualTls(Mode mode) {}

    public enum Mode {
        UNSET,
        DISABLE,
        PERMISSIVE,
        STRICT
    }
}
