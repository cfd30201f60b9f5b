// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.util.Optional;

/// Who decides what a port speaks, where its servers do not agree: the first of them, and the first
/// without TLS.
record PortLead(PlannedServer first, Optional<PlannedServer> plain) {
    /// What is in the server's way. After one without TLS none with TLS is let in; after one with
    /// TLS both are, since what a client says first tells them apart. Without TLS a port speaks
    /// HTTP or TCP, not both.
    Optional<PlannedServer> against(PlannedServer server) {
        return server.kind().tls()
                ? Optional.of(first).filter(other -> !other.kind().tls())
                : plain.filter(other -> other.kind() != server.kind());
    }
}
