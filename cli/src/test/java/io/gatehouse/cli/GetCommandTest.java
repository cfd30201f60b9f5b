// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class GetCommandTest {
    private static final String YAML =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, creationTimestamp: "2026-11-23T11:57:00Z"}
            spec:
              clusterIP: 10.0.0.7
              selector: {app: web, tier: front}
              ports: [{name: http, port: 80}, {name: dns, port: 53, protocol: UDP}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec:
              type: LoadBalancer
              selector: {istio: ingressgateway}
              ports: [{name: http2, port: 80, nodePort: 31080}, {name: https, port: 443}]
            status: {loadBalancer: {ingress: [{ip: 127.0.0.1}]}}
            ---
            apiVersion: networking.istio.io/v1beta1
            kind: Gateway
            metadata: {name: edge}
            spec: {selector: {istio: ingressgateway}, servers: []}
            ---
            apiVersion: networking.istio.io/v1beta1
            kind: VirtualService
            metadata: {name: shop}
            spec:
              hosts: [shop.example.com, "*.shop.example.com"]
              gateways: [edge]
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: default}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: cert}
            type: kubernetes.io/tls
            data: {tls.crt: eA==, tls.key: c2VzYW1l}
            """;

    @AutoClose private final RunningGatehouse running = RunningGatehouse.with(YAML);

    @Test
    void aTableOfTheDefaultNamespace() {
        assertThat(running.get("svc"))
                .isEqualTo(
                        new CommandRun(
                                0,
                                """
                                NAME   TYPE        CLUSTER-IP   EXTERNAL-IP   PORT(S)         AGE
                                web    ClusterIP   10.0.0.7     <none>        80/TCP,53/UDP   3m
                                """,
                                ""));
    }

    @Test
    void theIngressGateway() {
        assertThat(running.get("svc istio-ingressgateway -n istio-system").out())
                .isEqualTo(
                        """
                        NAME                   TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)                AGE
                        istio-ingressgateway   LoadBalancer   <none>       127.0.0.1     80:31080/TCP,443/TCP   <unknown>
                        """);
    }

    @Test
    void allNamespaces() {
        assertThat(running.get("services -A -o wide").out())
                .isEqualTo(
                        """
                        NAMESPACE      NAME                   TYPE           CLUSTER-IP   EXTERNAL-IP   PORT(S)                AGE         SELECTOR
                        default        web                    ClusterIP      10.0.0.7     <none>        80/TCP,53/UDP          3m          app=web,tier=front
                        istio-system   istio-ingressgateway   LoadBalancer   <none>       127.0.0.1     80:31080/TCP,443/TCP   <unknown>   istio=ingressgateway
                        """);
    }

    @Test
    void severalTypesAreToldApart() {
        assertThat(running.get("gw,vs,pods").out())
                .isEqualTo(
                        """
                        NAME                               AGE
                        gateway.networking.istio.io/edge   <unknown>

                        NAME                                      GATEWAYS   HOSTS                                       AGE
                        virtualservice.networking.istio.io/shop   ["edge"]   ["shop.example.com","*.shop.example.com"]   <unknown>
                        """);
        assertThat(running.get("svc/web vs/shop").out())
                .contains("service/web ", "virtualservice.networking.istio.io/shop ");
    }

    @Test
    void namesOfTypesAsKubectlTakesThem() {
        for (String type :
                List.of(
                        "virtualservices",
                        "virtualservice",
                        "VirtualService",
                        "vs",
                        "virtualservices.networking.istio.io",
                        "virtualservices.v1beta1.networking.istio.io")) {
            assertThat(running.get(type + " -o name").out())
                    .as(type)
                    .isEqualTo("virtualservice.networking.istio.io/shop\n");
        }
        assertThat(running.get("svc/web -o name").out()).isEqualTo("service/web\n");
    }

    @Test
    void unknownTypes() {
        assertThat(running.get("service.networking.istio.io").exitCode()).isEqualTo(2);
        CommandRun run = running.get("svcs");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "error: the server doesn't have a resource type \"svcs\" (did you mean svc?)\n");
    }

    @Test
    void objectsWithoutNamespace() {
        assertThat(running.get("ns -A").out())
                .isEqualTo("NAME      STATUS   AGE\ndefault   Active   <unknown>\n");
        assertThat(running.get("ns default -n other").exitCode()).isZero();
    }

    @Test
    void nothingThere() {
        assertThat(running.get("deploy"))
                .isEqualTo(new CommandRun(0, "", "No resources found in default namespace.\n"));
        assertThat(running.get("deploy,pods -A").err()).isEqualTo("No resources found\n");
        assertThat(running.get("deploy -o name").out()).isEmpty();
        assertThat(running.get("deploy -o yaml").out())
                .isEqualTo(
                        """
                        apiVersion: v1
                        items: []
                        kind: List
                        metadata:
                          resourceVersion: ""
                        """);
    }

    @Test
    void notFound() {
        assertThat(running.get("vs nope"))
                .isEqualTo(
                        new CommandRun(
                                1,
                                "",
                                "Error from server (NotFound): virtualservices.networking.istio.io \"nope\" not found\n"));
        CommandRun some = running.get("svc web nope");
        assertThat(some.exitCode()).isEqualTo(1);
        assertThat(some.out()).contains("web ");
        assertThat(some.err())
                .isEqualTo("Error from server (NotFound): services \"nope\" not found\n");
        assertThat(running.get("svc istio-ingressgateway").exitCode()).isEqualTo(1);
        assertThat(running.get("vs nope -o json").out()).isEmpty();
        assertThat(running.get("svc a?b=c/d").exitCode()).isEqualTo(2);
        assertThat(running.get("svc a?b&c").err()).contains("services \"a?b&c\" not found");
    }

    @Test
    void wrongUse() {
        assertThat(running.get("svc web -A").err())
                .isEqualTo("error: a resource cannot be retrieved by name across all namespaces\n");
        assertThat(running.get("svc/web shop").err()).contains("found \"shop\"");
        assertThat(running.get("svc/").exitCode()).isEqualTo(2);
        assertThat(running.get("svc,").exitCode()).isEqualTo(2);
        assertThat(running.get("findings,svc").exitCode()).isEqualTo(2);
        assertThat(running.get("findings GH0103").exitCode()).isEqualTo(2);
        assertThat(running.get("proxies -o name").exitCode()).isEqualTo(2);
    }

    @Test
    void oneObjectIsNoList() throws IOException {
        assertThat(running.get("ns/default -o yaml").out())
                .isEqualTo("apiVersion: v1\nkind: Namespace\nmetadata:\n  name: default\n");
        assertThat(JsonText.parse(running.get("gw edge -o json").out()))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("kind", "Gateway")
                .containsEntry("apiVersion", "networking.istio.io/v1");
        assertThat(JsonText.parse(running.get("gw -o json").out()))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("kind", "List")
                .containsEntry("metadata", Map.of("resourceVersion", ""))
                .extractingByKey("items", InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }

    @Test
    void secretsKeepTheirValues() {
        assertThat(running.get("secrets").out())
                .isEqualTo(
                        """
                        NAME   TYPE                DATA   AGE
                        cert   kubernetes.io/tls   2      <unknown>
                        """);
        assertThat(running.get("secret cert -o yaml").out())
                .contains("tls.key:")
                .doesNotContain("c2VzYW1l");
    }

    @Test
    void nobodyThere() {
        String address = running.address();
        running.close();

        CommandRun run = CommandRun.of("get", "svc", "--admin", address);
        assertThat(run)
                .isEqualTo(
                        new CommandRun(
                                3,
                                "",
                                "error: no gatehouse answers at %s (Connection refused): start one with 'gatehouse run DIR', or say where it is with --admin ADDRESS:PORT.\n"
                                        .formatted(address)));
    }
}
