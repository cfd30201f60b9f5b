// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.quarantine.RefusalInvestigator.Consultation;
import io.gatehouse.server.quarantine.RefusalInvestigator.Refused;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalInvestigatorTest {
    private static final VersionedResource REFUSED = listener("refused");
    private static final ConfigObject GATEWAY =
            GivenYaml.valid(
                            """
                            apiVersion: networking.istio.io/v1
                            kind: Gateway
                            metadata: {name: gw, namespace: default}
                            spec:
                              selector: {istio: ingressgateway}
                              servers:
                              - {port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}
                            """)
                    .getFirst();

    private final FakeBench bench = new FakeBench();
    private final List<String> disputed = new CopyOnWriteArrayList<>();

    private RefusalInvestigator investigator(ResourceTrial trial) {
        return new RefusalInvestigator(
                new Consultation() {
                    @Override
                    public <T> T ask(Function<Bench, T> question) {
                        return question.apply(bench);
                    }
                },
                trial,
                refused -> disputed.add(refused.proxy().nodeId()));
    }

    private static Refused refusedBy(String node) {
        return new Refused(
                new ConnectedProxy(1, node, "group", ConnectedProxy.Protocol.DELTA, Instant.EPOCH),
                new Refusal.RefusedResource(REFUSED.name(), REFUSED.version()),
                "no",
                REFUSED);
    }

    private static VersionedResource listener(String statPrefix) {
        return VersionedResource.of(
                ResourceType.LISTENER,
                "http",
                Listener.newBuilder().setName("http").setStatPrefix(statPrefix).build(),
                List.of());
    }

    private List<ConfigObject> setAside(ResourceTrial trial) {
        try (RefusalInvestigator investigator = investigator(trial)) {
            investigator.refused(refusedBy("edge"));
            await().until(() -> !investigator.searching());
        }
        return bench.held;
    }

    @Test
    void theOnlyOneThatChangedIsSetAsideWhereNoEnvoyCanBeAsked() {
        assertThat(setAside(ResourceTrial.NONE)).containsExactly(GATEWAY);
        assertThat(disputed).isEmpty();
    }

    @Test
    void theOnlyOneThatChangedIsSetAsideWhereAnEnvoyOfOursRefusesToo() {
        assertThat(setAside(_ -> Optional.of(false))).containsExactly(GATEWAY);
        assertThat(disputed).isEmpty();
    }

    @Test
    void nobodyIsForAProxyThatRefusesWhatAnEnvoyOfOursTakes() {
        assertThat(setAside(_ -> Optional.of(true))).isEmpty();
        assertThat(disputed).containsExactly("edge");
    }

    @Test
    void nobodyIsWhereWhatWasRefusedIsGoneBeforeTheSearchEnds() {
        bench.meanwhile = listener("mended by another object");

        assertThat(setAside(ResourceTrial.NONE)).isEmpty();
    }

    @Test
    void anEnvoyOfOursIsAskedOnceForWhatManyProxiesRefuse() {
        AtomicInteger trials = new AtomicInteger();
        try (RefusalInvestigator investigator =
                investigator(_ -> Optional.of(trials.incrementAndGet() > 0))) {
            IntStream.range(0, 5).forEach(i -> investigator.refused(refusedBy("edge-" + i)));
            await().until(() -> !investigator.searching());
        }
        assertThat(trials).hasValue(1);
        assertThat(disputed).hasSize(5);
    }

    /// Only the Gateway has changed, and without it there is no listener.
    private static final class FakeBench implements Bench {
        private final List<ConfigObject> held = new ArrayList<>();
        private VersionedResource current = REFUSED;

        /// What there is once suspects have been asked for.
        private VersionedResource meanwhile = REFUSED;

        @Override
        public Optional<VersionedResource> resource(String group, ResourceName name) {
            return Optional.of(current);
        }

        @Override
        public Suspects suspects(String group, VersionedResource resource, long since) {
            current = meanwhile;
            return new Suspects(List.of(new Suspect(GATEWAY, Optional.empty())), true);
        }

        @Override
        public Optional<VersionedResource> without(
                String group, ResourceName name, Collection<Suspect> these) {
            return Optional.empty();
        }

        @Override
        public void hold(Collection<Culprit> culprits) {
            culprits.forEach(culprit -> held.add(culprit.suspect().object()));
        }
    }
}
