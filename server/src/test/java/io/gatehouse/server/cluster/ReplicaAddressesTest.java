// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.kubernetes.api.ApiOutcome;
import io.gatehouse.kubernetes.api.ApiRequest;
import io.gatehouse.kubernetes.api.ApiServer;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.GivenYaml;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class ReplicaAddressesTest {
    private static String slice(String namespace, String service, String endpoints) {
        return """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata:
          name: %s
          namespace: %s
          labels: {kubernetes.io/service-name: %s}
        addressType: %s
        ports: [{name: xds-tls, port: 15012}]
        endpoints: [%s]
        ---
        """
                .formatted(
                        service + "-" + Integer.toHexString(endpoints.hashCode()),
                        namespace,
                        service,
                        endpoints.contains("::") ? "IPv6" : "IPv4",
                        endpoints);
    }

    private static String endpoint(String address, String pod, boolean ready) {
        return "{addresses: [%s], conditions: {ready: %s}, targetRef: {kind: Pod, name: %s}}"
                .formatted(address, ready, pod);
    }

    @Test
    void whoHasReadNothingYetAsksForThem() throws Exception {
        RecordingApi api =
                new RecordingApi(
                        """
                        {"kind": "EndpointSliceList", "items": [
                          {"metadata": {"name": "gatehouse-1", "namespace": "istio-system",
                                        "labels": {"kubernetes.io/service-name": "gatehouse"}},
                           "addressType": "IPv4", "ports": [{"name": "xds-tls", "port": 15012}],
                           "endpoints": [
                             {"addresses": ["10.0.0.1"], "targetRef": {"kind": "Pod", "name": "gatehouse-self"}},
                             {"addresses": ["10.0.0.2"], "targetRef": {"kind": "Pod", "name": "gatehouse-other"}}]}]}
                        """);

        assertThat(
                        new ReplicaAddresses("istio-system", "gatehouse", "gatehouse-self", 15012)
                                .others(api))
                .containsExactly(new InetSocketAddress("10.0.0.2", 15012));
        assertThat(api.asked)
                .containsExactly(
                        "/apis/discovery.k8s.io/v1/namespaces/istio-system/endpointslices"
                                + "?labelSelector=kubernetes.io%2Fservice-name%3Dgatehouse");
    }

    /// Always gives the same answer.
    private static final class RecordingApi implements ApiServer {
        private final String answer;
        private final List<String> asked = new ArrayList<>();

        RecordingApi(String answer) {
            this.answer = answer;
        }

        @Override
        public String address() {
            return "https://api";
        }

        @Override
        public ApiOutcome<String> send(ApiRequest request) {
            asked.add(request.path());
            return new ApiOutcome.Ok<>(answer);
        }

        @Override
        public ApiOutcome<InputStream> open(ApiRequest request, Duration longest) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theReadyEndpointsOfTheOwnServiceAreTheOthersWithoutOneself() {
        TreePMap<ObjectKey, ConfigObject> objects = TreePMap.empty();
        String yaml =
                slice(
                                "istio-system",
                                "gatehouse",
                                endpoint("10.0.0.1", "gatehouse-self", true)
                                        + ","
                                        + endpoint("10.0.0.2", "gatehouse-other", true)
                                        + ","
                                        + endpoint("10.0.0.3", "gatehouse-starting", false))
                        + slice(
                                "istio-system",
                                "gatehouse",
                                endpoint("'fd00::2'", "gatehouse-other", true))
                        + slice("istio-system", "other", endpoint("10.0.0.4", "other", true))
                        + slice("shop", "gatehouse", endpoint("10.0.0.5", "shop", true));
        for (ConfigObject object : GivenYaml.valid(yaml)) {
            objects = objects.plus(object.key(), object);
        }

        assertThat(
                        new ReplicaAddresses("istio-system", "gatehouse", "gatehouse-self", 15012)
                                .others(new ControlPlaneState(objects, List.of())))
                .containsExactly(new InetSocketAddress("10.0.0.2", 15012));
    }
}
