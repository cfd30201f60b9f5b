// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

/// A `credentialName` as a Gateway of some namespace says it to the proxies of a workload in some
/// namespace.
record CredentialRequest(
        String workloadNamespace, String gatewayNamespace, String credentialName) {}
