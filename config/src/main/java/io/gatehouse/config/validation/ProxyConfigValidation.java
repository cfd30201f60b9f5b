// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.ProxyConfig;

/// Istio's rules for how a gateway's proxy is set up.
final class ProxyConfigValidation {
    private ProxyConfigValidation() {}

    static void validate(Scope scope, ProxyConfig proxy) {
        proxy.gatewayTopology()
                .ifPresent(topology ->
                        Values.count(
                                scope.field("gatewayTopology").field("numTrustedProxies"),
                                topology.numTrustedProxies()));
        scope.notSupportedYet("gatewayTopology", proxy.gatewayTopology().isPresent());
        scope.notSupportedYet("proxyMetadata", !proxy.proxyMetadata().isEmpty());
    }
}
