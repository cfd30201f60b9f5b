// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.core.v3.ExtensionConfigSource;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.gatehouse.envoy.EnvoyDuration;
import io.gatehouse.envoy.Samples;
import io.gatehouse.routing.ConnectionHandling.HttpRequests;
import io.gatehouse.routing.HttpEdge;
import io.gatehouse.routing.Observation;
import io.gatehouse.routing.PolicyStage;
import io.gatehouse.routing.ProgramStep;
import io.gatehouse.routing.ProgramSteps;
import io.gatehouse.routing.RouteDelivery;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HttpFilterChainTest {
    @Test
    void everyTranslatorIsInTheChain() {
        List<Class<?>> translators =
                HttpFilterChain.translators().stream().<Class<?>>map(Object::getClass).toList();

        assertThat(Set.copyOf(translators))
                .containsExactlyInAnyOrderElementsOf(classes(HttpFilterTranslator.class).toList());
    }

    private static Stream<Class<?>> classes(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(HttpFilterChainTest::classes)
                : Stream.of(type);
    }

    /// With one, requests would pass until the policy is there.
    @Test
    void filtersOfStagesWaitForTheirPolicyAndHaveNoDefault() {
        Set<PolicyStage> stages = EnumSet.allOf(PolicyStage.class);
        stages.removeIf(PolicyStage::ofConnections);
        HttpRequests http =
                new HttpRequests(
                        "http.80",
                        RouteDelivery.WHOLE_TABLE,
                        "http",
                        HttpEdge.DEFAULT,
                        false,
                        stages,
                        ProgramSteps.NONE,
                        Observation.NONE);

        assertThat(HttpFilterChain.of(http))
                .filteredOn(HttpFilter::hasConfigDiscovery)
                .hasSameSizeAs(stages)
                .allSatisfy(filter -> {
                    ExtensionConfigSource source = filter.getConfigDiscovery();
                    assertThat(source.hasDefaultConfig()).isFalse();
                    assertThat(source.getApplyDefaultConfigWithoutWarming()).isFalse();
                    assertThat(source.getConfigSource().getInitialFetchTimeout())
                            .isEqualTo(EnvoyDuration.of(Duration.ZERO));
                    assertThat(source.getTypeUrlsList()).isNotEmpty();
                });
        assertThat(HttpFilterChain.of(Samples.PLAIN)).noneMatch(HttpFilter::hasConfigDiscovery);
    }

    /// As in Istio: behind the service that is asked, around tokens and access, before the rest.
    @Test
    void programsStandWhereTheirPhaseSays() {
        List<ProgramStep> steps =
                Stream.of(ProgramStep.Phase.values())
                        .map(phase -> new ProgramStep(phase.name(), phase, ProgramStep.Kind.WASM))
                        .toList();
        HttpRequests http =
                new HttpRequests(
                        "http.80",
                        RouteDelivery.WHOLE_TABLE,
                        "http",
                        HttpEdge.DEFAULT,
                        true,
                        Set.of(
                                PolicyStage.CHECK,
                                PolicyStage.TOKENS,
                                PolicyStage.ACCESS_NOTES,
                                PolicyStage.ACCESS_ADMISSION),
                        new ProgramSteps(List.of(), steps),
                        Observation.NONE);

        assertThat(HttpFilterChain.of(http))
                .extracting(HttpFilter::getName)
                .containsSubsequence(
                        "envoy.filters.http.ext_authz",
                        "BEFORE_TOKENS",
                        "envoy.filters.http.jwt_authn",
                        "BEFORE_ACCESS",
                        "envoy.filters.http.rbac.audit",
                        "envoy.filters.http.rbac.allow",
                        "AFTER_ACCESS",
                        "LAST",
                        "envoy.filters.http.grpc_web");
    }

    @Test
    void everyPlaceIsTakenOnceAndInOrder() {
        assertThat(HttpFilterChain.translators())
                .extracting(HttpFilterTranslator::order)
                .containsExactly(HttpFilterOrder.values());
    }

    @Test
    void routerEndsTheChain() {
        assertThat(HttpFilterChain.of(Samples.PLAIN))
                .extracting(HttpFilter::getName)
                .endsWith("envoy.filters.http.router");
    }
}
