// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import java.util.List;

/// Where the requests for some hosts go.
public record VirtualService(ObjectMeta metadata, Spec spec) implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.VIRTUAL_SERVICE;
    }

    /// The rules, by protocol.
    ///
    /// @param hosts empty for a delegate
    /// @param gateways `name` or `namespace/name`; empty means `mesh` only, that is: no gateway
    /// @param exportTo `.`, `*` or names of namespaces; empty means all
    public record Spec(
            List<String> hosts,
            List<String> gateways,
            List<HttpRoute> http,
            List<TlsRoute> tls,
            List<TcpRoute> tcp,
            List<String> exportTo) {
        public Spec {
            hosts = List.copyOf(hosts);
            gateways = List.copyOf(gateways);
            http = List.copyOf(http);
            tls = List.copyOf(tls);
            tcp = List.copyOf(tcp);
            exportTo = List.copyOf(exportTo);
        }
    }
}
