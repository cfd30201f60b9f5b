// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.engine.GroupSecret;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Keys;
import io.gatehouse.routing.TlsMaterial;
import java.util.List;

/// The TLS material that each group's proxies are given: what their servers and upstreams name, and
/// nothing else.
public final class SecretNodes {
    public final Keys<GroupSecret> secrets;

    public final Derivation<GroupSecret, TlsMaterial> material;

    public SecretNodes(IncrementalGraph graph, CredentialNodes credentials, GatewayNodes gateways) {
        secrets = graph.union(List.of(gateways.secrets));
        material = credentials.material;
    }
}
