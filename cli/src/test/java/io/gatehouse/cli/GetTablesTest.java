// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Tables of the kinds that have more to show than a name.
final class GetTablesTest {
    private static String table(String yaml, String arguments) {
        try (RunningGatehouse running = RunningGatehouse.with(yaml)) {
            CommandRun run = running.get(arguments);
            assertThat(run.err()).isEmpty();
            return run.out();
        }
    }

    @Test
    void servicesOfEveryType() {
        String yaml =
                """
                apiVersion: v1
                kind: Service
                metadata: {name: a-headless}
                spec: {clusterIP: None, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: b-node}
                spec: {type: NodePort, clusterIPs: [10.0.0.1, "fd00::1"], externalIPs: [1.2.3.4], ports: [{port: 80, nodePort: 30080}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: c-external}
                spec: {type: ExternalName, externalName: db.example.com}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: d-pending}
                spec: {type: LoadBalancer, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: e-balanced}
                spec: {type: LoadBalancer, externalIPs: [1.2.3.4], ports: [{port: 80}]}
                status: {loadBalancer: {ingress: [{hostname: balancer.example.com}, {ip: 9.9.9.9}]}}
                """;

        assertThat(table(yaml, "svc"))
                .isEqualTo(
                        """
                        NAME         TYPE           CLUSTER-IP   EXTERNAL-IP                PORT(S)        AGE
                        a-headless   ClusterIP      None         <none>                     80/TCP         <unknown>
                        b-node       NodePort       10.0.0.1     1.2.3.4                    80:30080/TCP   <unknown>
                        c-external   ExternalName   <none>       db.example.com             <none>         <unknown>
                        d-pending    LoadBalancer   <none>       <pending>                  80/TCP         <unknown>
                        e-balanced   LoadBalancer   <none>       9.9.9.9,balan...,1.2.3.4   80/TCP         <unknown>
                        """);
        assertThat(table(yaml, "svc e-balanced -o wide"))
                .contains("9.9.9.9,balancer.example.com,1.2.3.4")
                .contains("<none>\n");
    }

    @Test
    void whatDescribesServicesBesidesServices() {
        String yaml =
                """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: shop}
                spec: {host: shop}
                ---
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: api}
                spec: {hosts: [api.example.com], location: MESH_INTERNAL, resolution: DNS, ports: [{number: 80, name: http}]}
                ---
                apiVersion: networking.istio.io/v1
                kind: ServiceEntry
                metadata: {name: outside}
                spec: {hosts: [a.example.com, b.example.com]}
                ---
                apiVersion: networking.istio.io/v1
                kind: WorkloadEntry
                metadata: {name: vm}
                spec: {address: 10.0.0.1}
                """;

        for (String type : List.of("destinationrules", "destinationrule", "dr")) {
            assertThat(table(yaml, type))
                    .isEqualTo(
                            """
                            NAME   HOST   AGE
                            shop   shop   <unknown>
                            """);
        }
        for (String type : List.of("serviceentries", "se")) {
            assertThat(table(yaml, type))
                    .isEqualTo(
                            """
                            NAME      HOSTS                               LOCATION        RESOLUTION   AGE
                            api       ["api.example.com"]                 MESH_INTERNAL   DNS          <unknown>
                            outside   ["a.example.com","b.example.com"]   MESH_EXTERNAL   NONE         <unknown>
                            """);
        }
        for (String type : List.of("workloadentries", "we")) {
            assertThat(table(yaml, type))
                    .isEqualTo(
                            """
                            NAME   ADDRESS    AGE
                            vm     10.0.0.1   <unknown>
                            """);
        }
    }

    @Test
    void nodesAndConfigMaps() {
        String yaml =
                """
                apiVersion: v1
                kind: Node
                metadata: {name: node-1}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: settings}
                data: {a: b, c: d}
                """;

        assertThat(table(yaml, "nodes"))
                .isEqualTo(
                        """
                        NAME     AGE
                        node-1   <unknown>
                        """);
        for (String type : List.of("configmaps", "cm")) {
            assertThat(table(yaml, type))
                    .isEqualTo(
                            """
                            NAME       DATA   AGE
                            settings   2      <unknown>
                            """);
        }
    }

    @Test
    void endpointSlices() {
        assertThat(
                        table(
                                """
                                apiVersion: discovery.k8s.io/v1
                                kind: EndpointSlice
                                metadata: {name: none}
                                addressType: IPv4
                                endpoints: []
                                ---
                                apiVersion: discovery.k8s.io/v1
                                kind: EndpointSlice
                                metadata: {name: web}
                                addressType: IPv4
                                endpoints: [{addresses: [10.0.0.1]}, {addresses: [10.0.0.2]}, {addresses: [10.0.0.3]}, {addresses: [10.0.0.4]}, {addresses: [10.0.0.5]}]
                                ports: [{port: 80}, {port: 443, name: https}]
                                """,
                                "endpointslices"))
                .isEqualTo(
                        """
                        NAME   ADDRESSTYPE   PORTS     ENDPOINTS                                AGE
                        none   IPv4          <unset>   <unset>                                  <unknown>
                        web    IPv4          80,443    10.0.0.1,10.0.0.2,10.0.0.3 + 2 more...   <unknown>
                        """);
    }

    @Test
    void deploymentsCountTheirPods() {
        String yaml =
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: idle}
                spec:
                  selector: {matchLabels: {app: idle}}
                  template:
                    metadata: {labels: {app: idle}}
                    spec: {containers: [{name: c, image: busybox}]}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: 3
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: a, image: nginx:1}, {name: b, image: envoy}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web-1, labels: {app: web, track: stable}}
                spec: {containers: [{name: a, image: nginx:1}, {name: b, image: envoy}], nodeName: here}
                status: {phase: Running, podIP: 127.0.0.1, conditions: [{type: Ready, status: "True"}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web-2, labels: {app: web}}
                spec: {containers: [{name: a, image: nginx:1}]}
                status: {phase: Pending, conditions: [{type: Ready, status: "False"}]}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: web-1, namespace: other, labels: {app: web}}
                spec: {containers: [{name: a, image: nginx:1}]}
                status: {phase: Running, conditions: [{type: Ready, status: "True"}]}
                """;

        assertThat(table(yaml, "deploy -A -o wide"))
                .isEqualTo(
                        """
                        NAMESPACE   NAME   READY   UP-TO-DATE   AVAILABLE   AGE         CONTAINERS   IMAGES          SELECTOR
                        default     idle   0/1     0            0           <unknown>   c            busybox         app=idle
                        default     web    1/3     2            1           <unknown>   a,b          nginx:1,envoy   app=web
                        """);
        assertThat(table(yaml, "pods -o wide"))
                .isEqualTo(
                        """
                        NAME    READY   STATUS    RESTARTS   AGE         IP          NODE
                        web-1   2/2     Running   0          <unknown>   127.0.0.1   here
                        web-2   0/1     Pending   0          <unknown>   <none>      <none>
                        """);
    }

    @Test
    void virtualServicesOfNoGateway() {
        assertThat(
                        table(
                                """
                                apiVersion: networking.istio.io/v1
                                kind: VirtualService
                                metadata: {name: mesh}
                                spec: {hosts: [reviews]}
                                """,
                                "vs"))
                .isEqualTo(
                        """
                        NAME   GATEWAYS   HOSTS         AGE
                        mesh              ["reviews"]   <unknown>
                        """);
    }
}
