// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.gatehouse.envoy.Golden;
import io.gatehouse.routing.EndpointGroup;
import io.gatehouse.routing.Placement;
import io.gatehouse.routing.Readiness;
import io.gatehouse.routing.UpstreamEndpoint;
import io.gatehouse.routing.UpstreamEndpoints;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointTranslatorTest {
    private static ClusterLoadAssignment translate(EndpointGroup... groups) {
        return EndpointTranslator.translate(new UpstreamEndpoints("a", List.of(groups)));
    }

    private static ClusterLoadAssignment text(String text) {
        return Golden.text(ClusterLoadAssignment.getDefaultInstance(), text);
    }

    @Test
    void nowhere() {
        assertThat(
                        translate(
                                EndpointGroup.of(
                                        Placement.UNKNOWN,
                                        List.of(
                                                new UpstreamEndpoint(
                                                        "10.0.0.1", 8080, Readiness.READY, 1)))))
                .isEqualTo(
                        text(
                                """
                                cluster_name: 'a'
                                endpoints {
                                  lb_endpoints {
                                    endpoint { address { socket_address {
                                      address: '10.0.0.1' port_value: 8080 } } }
                                    health_status: HEALTHY
                                    load_balancing_weight { value: 1 }
                                  }
                                  load_balancing_weight { value: 1 }
                                }
                                """));
    }

    @Test
    void localitiesWeighAsMuchAsTheirEndpoints() {
        assertThat(
                        translate(
                                EndpointGroup.of(
                                        new Placement("eu", "eu-1", "rack-7"),
                                        List.of(
                                                new UpstreamEndpoint(
                                                        "10.0.0.1", 80, Readiness.READY, 3),
                                                new UpstreamEndpoint(
                                                        "fd00::1", 80, Readiness.UNREADY, 1)))))
                .isEqualTo(
                        text(
                                """
                                cluster_name: 'a'
                                endpoints {
                                  locality { region: 'eu' zone: 'eu-1' sub_zone: 'rack-7' }
                                  lb_endpoints {
                                    endpoint { address { socket_address {
                                      address: '10.0.0.1' port_value: 80 } } }
                                    health_status: HEALTHY
                                    load_balancing_weight { value: 3 }
                                  }
                                  lb_endpoints {
                                    endpoint { address { socket_address {
                                      address: 'fd00::1' port_value: 80 } } }
                                    health_status: UNHEALTHY
                                    load_balancing_weight { value: 1 }
                                  }
                                  load_balancing_weight { value: 4 }
                                }
                                """));
    }

    @Test
    void placesWithoutEndpointsAreLeftOut() {
        assertThat(translate(EndpointGroup.of(new Placement("eu", "", ""), List.of())))
                .isEqualTo(text("cluster_name: 'a'"));
    }
}
