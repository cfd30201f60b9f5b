// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvoyFilterValidationTest {
    private static final String REMOVE = "patch: {operation: REMOVE}";

    @Test
    void whatIsAllowedGivesNoFinding() {
        assertThat(
                        patch(
                                "applyTo: HTTP_FILTER, match: {context: GATEWAY, proxy: {proxyVersion: '^1\\.3.*'},"
                                        + " listener: {filterChain: {filter: {name: envoy.filters.network.http_connection_manager,"
                                        + " subFilter: {name: a}}}}}, "
                                        + REMOVE))
                .isEmpty();
        assertThat(patch("applyTo: CLUSTER, match: {cluster: {service: a}}, " + REMOVE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    patch: {operation: REMOVE} | ERROR MISSING_FIELD .applyTo
                    applyTo: CLUSTER | ERROR MISSING_FIELD .patch
                    applyTo: CLUSTER, patch: {value: {}} | ERROR MISSING_FIELD .patch.operation
                    applyTo: CLUSTER, patch: {operation: MERGE} | ERROR MISSING_FIELD .patch.value
                    applyTo: CLUSTER, patch: {operation: REPLACE, value: {}} | WARNING INVALID_VALUE .patch.operation
                    applyTo: ROUTE_CONFIGURATION, patch: {operation: ADD, value: {}} | WARNING INVALID_VALUE .patch.operation
                    applyTo: NETWORK_FILTER, patch: {operation: REMOVE} | WARNING INVALID_VALUE .patch.operation
                    applyTo: BOOTSTRAP, patch: {operation: MERGE, value: {}} | WARNING SAID_ELSEWHERE .applyTo
                    applyTo: CLUSTER, match: {context: WAYPOINT}, patch: {operation: REMOVE} | INFO NO_EFFECT .match.context
                    applyTo: CLUSTER, match: {proxy: {proxyVersion: '('}}, patch: {operation: REMOVE} | ERROR INVALID_VALUE .match.proxy.proxyVersion
                    applyTo: CLUSTER, match: {listener: {name: a}}, patch: {operation: REMOVE} | ERROR INVALID_VALUE .match.listener
                    applyTo: LISTENER, match: {cluster: {name: a}}, patch: {operation: REMOVE} | ERROR INVALID_VALUE .match.cluster
                    applyTo: HTTP_ROUTE, match: {cluster: {name: a}}, patch: {operation: REMOVE} | ERROR INVALID_VALUE .match.cluster
                    applyTo: NETWORK_FILTER, match: {listener: {filterChain: {filter: {}}}}, patch: {operation: REMOVE} | ERROR MISSING_FIELD .match.listener.filterChain.filter.name
                    applyTo: NETWORK_FILTER, match: {listener: {filterChain: {filter: {name: a, subFilter: {name: b}}}}}, patch: {operation: REMOVE} | ERROR INVALID_VALUE .match.listener.filterChain.filter.subFilter
                    applyTo: HTTP_FILTER, match: {listener: {filterChain: {filter: {name: a, subFilter: {name: b}}}}}, patch: {operation: REMOVE} | ERROR INVALID_VALUE .match.listener.filterChain.filter.name
                    applyTo: LISTENER, match: {listener: {filterChain: {filter: {name: a}}}}, patch: {operation: REMOVE} | WARNING INVALID_VALUE .match.listener.filterChain.filter
                    """)
    void findings(String yaml, String finding) {
        assertThat(patch(yaml)).containsExactly(Judged.below("spec.configPatches[0]", finding));
    }

    @Test
    void whatAnObjectIsForIsSaidInOneWay() {
        assertThat(
                        spec(
                                "workloadSelector: {labels: {a: b}}, targetRefs: [{kind: Gateway, name: a}]"))
                .containsExactly("ERROR INVALID_VALUE spec");
        assertThat(spec("workloadSelector: {}"))
                .containsExactly("WARNING INVALID_VALUE spec.workloadSelector.labels");
    }

    private static List<String> patch(String patch) {
        return spec("configPatches: [{%s}]".formatted(patch));
    }

    private static List<String> spec(String spec) {
        return Judged.places(
                """
                apiVersion: networking.istio.io/v1alpha3
                kind: EnvoyFilter
                metadata: {name: a}
                spec: {%s}
                """
                        .formatted(spec));
    }
}
