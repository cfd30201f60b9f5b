// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.gatehouse.kubernetes.TokenVerdict;
import io.gatehouse.server.cluster.ConnectingProxy.NotAGateway;
import io.gatehouse.xds.Admission;
import io.gatehouse.xds.Caller;
import io.gatehouse.xds.ProxyDirectory;
import java.util.Optional;
import java.util.function.Function;

/// Admits the gateways of a cluster, each as a member of the group that it belongs to. A proxy is
/// what its credentials say, and says the same of itself.
///
/// @param tokens says whose a token is
record ClusterProxies(Function<String, TokenVerdict> tokens, ProxyGroups groups, Who who)
        implements ProxyDirectory {

    /// Who may connect.
    enum Who {
        /// Those whose credentials are accepted.
        KNOWN,

        /// Anybody, whatever they show, since others may listen. They are given no secrets.
        ANYBODY
    }

    @Override
    public Admission admit(Node node, Caller caller) {
        try {
            ConnectingProxy proxy = ConnectingProxy.read(node);
            return switch (who) {
                case KNOWN -> admit(proxy, caller);
                case ANYBODY -> new Admission.Admitted(groups.join(proxy, false));
            };
        } catch (NotAGateway e) {
            return new Admission.Refused(String.valueOf(e.getMessage()));
        }
    }

    private Admission admit(ConnectingProxy proxy, Caller caller) {
        if (caller.token().isPresent()) {
            return switch (tokens.apply(caller.token().get())) {
                case TokenVerdict.Accepted(String namespace, String serviceAccount) ->
                        admit(proxy, new ProxyIdentity(namespace, serviceAccount));
                case TokenVerdict.Rejected(String why) -> new Admission.Refused(why);
            };
        }
        if (!caller.certificates().isEmpty()) {
            return ProxyIdentity.of(caller.certificates().getFirst())
                    .map(identity -> admit(proxy, identity))
                    .orElseGet(() ->
                            new Admission.Refused(
                                    "the client certificate names no service account (expected: a URI spiffe://TRUST_DOMAIN/ns/NAMESPACE/sa/ACCOUNT)"));
        }
        return new Admission.Refused(
                "no credentials (expected: the token of a service account in the header authorization, or a client certificate)");
    }

    private Admission admit(ConnectingProxy proxy, ProxyIdentity identity) {
        Optional<String> contradiction = identity.contradiction(proxy);
        return contradiction.isPresent()
                ? new Admission.Refused(contradiction.get())
                : new Admission.Admitted(groups.join(proxy, true));
    }
}
