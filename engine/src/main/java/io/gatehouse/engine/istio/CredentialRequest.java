// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.MaterialRole;

/// A `credentialName` as an object of some namespace says it to the proxies of a workload in some
/// namespace. Where only the workload's namespace counts, both are that.
record CredentialRequest(
        String workloadNamespace,
        String objectNamespace,
        String credentialName,
        MaterialRole role) {

    /// The CA that goes with a key pair: as Istio does it, of the name with `-cacert`, or else in
    /// the key pair's own Secret.
    static CredentialRequest authorityOf(
            String workloadNamespace, String objectNamespace, String credentialName) {
        String name =
                credentialName.startsWith(CredentialName.BUILTIN)
                        ? credentialName
                        : credentialName + CredentialName.AUTHORITY_SUFFIX;
        return new CredentialRequest(
                workloadNamespace, objectNamespace, name, MaterialRole.TRUSTED);
    }
}
