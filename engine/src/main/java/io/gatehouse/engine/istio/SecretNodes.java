// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupSecret;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Keys;
import io.gatehouse.routing.TlsMaterial;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The TLS material that each group's proxies are given: what their servers and upstreams name, and
/// nothing else.
public final class SecretNodes {
    public final Keys<GroupSecret> secrets;

    public final Derivation<GroupSecret, TlsMaterial> material;

    public SecretNodes(
            IncrementalGraph graph,
            CredentialNodes credentials,
            GatewayNodes gateways,
            UpstreamTlsNodes tls,
            Keys<GroupUpstream> upstreams) {
        secrets =
                graph.union(
                        List.of(
                                gateways.secrets,
                                graph.index(
                                        "secrets of upstreams",
                                        upstreams,
                                        (e, key) -> ofUpstream(key, e.get(tls.tls, key)))));
        material = credentials.material;
    }

    private static Set<GroupSecret> ofUpstream(GroupUpstream upstream, UpstreamTls tls) {
        return tls instanceof UpstreamTls.Originated(_, List<MaterialRef> material)
                ? material.stream()
                        .map(ref -> new GroupSecret(upstream.group(), ref))
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
