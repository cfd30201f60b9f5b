// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.kubernetes.TokenVerdict;
import io.gatehouse.server.cluster.ClusterProxies.Who;
import io.gatehouse.server.live.TestAuthority;
import io.gatehouse.xds.Admission;
import io.gatehouse.xds.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterProxiesTest {
    private static final Node NODE = GatewayNode.of("gateway-1");
    private static final Map<String, TokenVerdict> TOKENS =
            Map.of(
                    "gateways", new TokenVerdict.Accepted("edge", "gateway"),
                    "neighbours", new TokenVerdict.Accepted("other", "gateway"),
                    "applications", new TokenVerdict.Accepted("edge", "shop"),
                    "old", new TokenVerdict.Rejected("the token has expired"));

    private final List<ProxyGroup> groups = new ArrayList<>();
    private final ProxyGroups joined =
            new ProxyGroups(_ -> Optional.empty(), new AddedGroups(), System::nanoTime);

    private Admission admit(Who who, Caller caller) {
        return new ClusterProxies(ClusterProxiesTest::verdict, joined, who).admit(NODE, caller);
    }

    private static TokenVerdict verdict(String token) {
        return Optional.ofNullable(TOKENS.get(token)).orElseThrow();
    }

    private static Caller withToken(String token) {
        return new Caller(Optional.of(token), List.of());
    }

    private static Caller withCertificateOf(String name) {
        return new Caller(
                Optional.empty(), List.of(TestAuthority.make("mesh").issue(name).certificate()));
    }

    @Test
    void theTokenOfTheProxysServiceAccountAdmits() {
        assertThat(admit(Who.KNOWN, withToken("gateways"))).isInstanceOf(Admission.Admitted.class);
        assertThat(groups).singleElement().matches(ProxyGroup::known);
    }

    @Test
    void theTokenOfAnotherServiceAccountDoesNot() {
        assertThat(admit(Who.KNOWN, withToken("neighbours")))
                .isEqualTo(
                        new Admission.Refused(
                                "found the namespace edge in the node and other in the credentials"));
        assertThat(admit(Who.KNOWN, withToken("applications")))
                .isEqualTo(
                        new Admission.Refused(
                                "found the service account gateway in the node and shop in the credentials"));
        assertThat(admit(Who.KNOWN, withToken("old")))
                .isEqualTo(new Admission.Refused("the token has expired"));
        assertThat(groups).isEmpty();
    }

    @Test
    void aCertificateOfTheProxysServiceAccountAdmits() {
        assertThat(admit(Who.KNOWN, withCertificateOf("spiffe://cluster.local/ns/edge/sa/gateway")))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(admit(Who.KNOWN, withCertificateOf("spiffe://cluster.local/ns/edge/sa/shop")))
                .isInstanceOf(Admission.Refused.class);
        assertThat(admit(Who.KNOWN, withCertificateOf("gateway.edge.svc")))
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void whoShowsNothingIsRefused() {
        assertThat(admit(Who.KNOWN, new Caller(Optional.empty(), List.of())))
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void whereAnybodyMayConnectNobodyIsGivenSecrets() {
        assertThat(admit(Who.ANYBODY, withToken("gateways")))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(groups).singleElement().matches(group -> !group.known());
    }

    private final class AddedGroups implements ProxyGroups.Groups {
        @Override
        public void add(ProxyGroup group, Set<String> namespaces) {
            groups.add(group);
        }

        @Override
        public void forget(String name) {}
    }
}
