// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

/// What a rule is read for.
///
/// @param namespace of its policy
/// @param names how workloads are called
/// @param refuses whether what it matches is refused (or checked), and not admitted
/// @param ofConnections whether there is no HTTP
record AccessScope(
        String namespace, CertifiedNames names, boolean refuses, boolean ofConnections) {}
