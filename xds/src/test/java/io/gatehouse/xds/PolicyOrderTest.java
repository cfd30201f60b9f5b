// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import static io.gatehouse.xds.Resources.cluster;
import static io.gatehouse.xds.Resources.endpoints;
import static io.gatehouse.xds.Resources.listener;
import static io.gatehouse.xds.Resources.name;
import static io.gatehouse.xds.Resources.policy;
import static io.gatehouse.xds.ServerFixture.CDS;
import static io.gatehouse.xds.ServerFixture.ECDS;
import static io.gatehouse.xds.ServerFixture.EDS;
import static io.gatehouse.xds.ServerFixture.LDS;
import static io.gatehouse.xds.ServerFixture.assertQuiet;
import static io.gatehouse.xds.ServerFixture.assertSends;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.gatehouse.testing.xds.AdsClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Policies as a proxy sees them whose listener `l` has the policy `p`.
class PolicyOrderTest {
    private static final ResourceName POLICY = name(ResourceType.EXTENSION_CONFIG, "p");

    private final ServerFixture fixture = new ServerFixture();
    private final AdsClient<DeltaDiscoveryRequest, DeltaDiscoveryResponse> client = fixture.delta();

    @BeforeEach
    void serve() {
        fixture.publish(listener("l", "1", POLICY), policy("p", "1"));
        client.subscribe(CDS);
        client.acceptNext();
        client.subscribe(LDS);
        client.acceptNext();
        client.subscribe(ECDS, "p");
        client.acceptNext();
        assertQuiet(client);
    }

    @AfterEach
    void close() {
        client.close();
        fixture.close();
    }

    private void withoutPolicy() {
        fixture.cache.publish("gateways", List.of(listener("l", "2")), List.of(POLICY));
        client.acceptNext();
    }

    /// Connections of before are still served by it.
    @Test
    void aProxyIsLeftWithAPolicyAsLongAsItAsksForIt() {
        withoutPolicy();
        assertQuiet(client);
        fixture.ticker.advance(DiscoverySettings.DEFAULT.holdRemovals().multipliedBy(2));
        assertQuiet(client);
        client.unsubscribe(ECDS, "p");
        assertQuiet(client);
        client.subscribe(ECDS, "p");
        DeltaDiscoveryResponse response = client.next();
        assertSends(response, ResourceType.EXTENSION_CONFIG);
        assertThat(response.getRemovedResourcesList()).containsExactly("p");
    }

    /// It would be in use at once with the one that the proxy was left with.
    @Test
    void aListenerWaitsForANewVersionOfAPolicyThatTheProxyAsksForAlready() {
        withoutPolicy();
        fixture.publish(listener("l", "3", POLICY), policy("p", "2"));
        DeltaDiscoveryResponse policies = client.next();
        assertSends(policies, ResourceType.EXTENSION_CONFIG, "p");
        client.accept(policies);
        assertSends(client.next(), ResourceType.LISTENER, "l");
    }

    @Test
    void aPolicyWaitsForTheClusterThatItNames() {
        fixture.publish(policy("p", "2", "check"), cluster("check", "1"), endpoints("check", 1));
        client.acceptNext();
        assertQuiet(client);
        client.subscribe(EDS, "check");
        client.acceptNext();
        assertSends(client.next(), ResourceType.EXTENSION_CONFIG, "p");
    }

    /// A filter without would answer every request with 500.
    @Test
    void aProxyWaitsForAPolicyThatItsListenerNamesAndThatIsNotThereYet() {
        ResourceName later = name(ResourceType.EXTENSION_CONFIG, "later");
        fixture.publish(listener("l", "2", POLICY, later));
        client.acceptNext();
        client.subscribe(ECDS, "later");
        assertQuiet(client);

        fixture.publish(policy("later", "1"));
        assertSends(client.next(), ResourceType.EXTENSION_CONFIG, "later");
    }

    /// Its connections of before may take minutes, and nothing has to wait for them.
    @Test
    void aClusterThatOnlyAPolicyOfBeforeNamesIsLeftForAsLongAsConnectionsDrain() {
        fixture.publish(policy("p", "2", "check"), cluster("check", "1"), endpoints("check", 1));
        client.acceptNext();
        client.subscribe(EDS, "check");
        client.acceptNext();
        client.acceptNext();
        assertQuiet(client);

        long revision =
                fixture.cache.publish(
                        "gateways",
                        List.of(listener("l", "2")),
                        List.of(
                                POLICY,
                                name(ResourceType.CLUSTER, "check"),
                                name(ResourceType.ENDPOINT, "check")));
        client.acceptNext();
        assertQuiet(client);
        await().untilAsserted(() -> assertThat(fixture.events.synced).contains(revision));

        fixture.ticker.advance(DiscoverySettings.DEFAULT.drain().multipliedBy(2));
        DeltaDiscoveryResponse response = client.next();
        assertThat(response.getRemovedResourcesList()).containsExactly("check");
    }
}
