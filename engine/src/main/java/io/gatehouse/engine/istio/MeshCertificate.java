// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

/// The certificate by which a gateway is a member of the mesh. Istio's agent gives it to the proxy;
/// here a Secret in the gateway workload's namespace does, with `tls.crt`, `tls.key` and `ca.crt`
/// as cert-manager writes them.
final class MeshCertificate {
    static final String SECRET = "gatehouse-mesh";

    /// Istio's names of the two parts.
    static final String KEY_PAIR = "default";

    static final String TRUSTED = "ROOTCA";

    private MeshCertificate() {}
}
