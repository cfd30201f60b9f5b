// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.core.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GatewayServicesTest {
    private static final String OWN =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: edge, namespace: istio-system, labels: {mine: "yes"}}
            spec:
              type: LoadBalancer
              selector: {istio: ingressgateway}
              ports:
                - {name: http, port: 80, targetPort: 8000}
                - {name: https, port: 443}
            """;

    @Test
    void bringsIstiosDefault() {
        Service service = only(supply("", Defined.INGRESS_GATEWAY));
        assertThat(service.key()).hasToString("Service istio-system/istio-ingressgateway");
        assertThat(service)
                .isEqualTo(
                        Defined.object(
                                """
                                apiVersion: v1
                                kind: Service
                                metadata:
                                  name: istio-ingressgateway
                                  namespace: istio-system
                                  labels: {app: istio-ingressgateway, istio: ingressgateway}
                                spec:
                                  type: LoadBalancer
                                  selector: {app: istio-ingressgateway, istio: ingressgateway}
                                  ports:
                                    - {name: http2, port: 80, targetPort: 8080, nodePort: 8080}
                                    - {name: https, port: 443, targetPort: 8443, nodePort: 8443}
                                status: {loadBalancer: {ingress: [{ip: 127.0.0.1}]}}
                                """));
    }

    @Test
    void mapsOtherServerPortsToThemselves() {
        String gateway = Defined.INGRESS_GATEWAY.replace("80", "9443").replace("HTTP", "TLS");
        String other = gateway.replace("istio:", "other:").replace("9443", "9555");
        assertThat(ports(only(supply("", gateway, other.replace("main", "other")))))
                .containsExactly("http2 80→8080", "https 443→8443", "tls-9443 9443→9443");
    }

    @Test
    void takesPortsFromTheCommandLine() {
        String gateway = Defined.INGRESS_GATEWAY.replace("80", "9443").replace("HTTP", "TLS");
        assertThat(ports(only(supply("443=1443,9443=2443,7000=7001", gateway))))
                .containsExactly(
                        "http2 80→8080",
                        "https 443→1443",
                        "tcp-7000 7000→7001",
                        "tls-9443 9443→2443");
    }

    @Test
    void leavesItToTheUsersOwn() {
        Service service = only(supply("443=18443", OWN, Defined.INGRESS_GATEWAY));
        assertThat(service.metadata().name()).isEqualTo("edge");
        assertThat(service.metadata().labels()).containsEntry("mine", "yes");
        assertThat(ports(service)).containsExactly("http 80→8000", "https 443→18443");
        assertThat(addresses(service)).containsExactly("127.0.0.1");
    }

    @Test
    void givesNoAddressToOtherTypes() {
        assertThat(supply("", OWN.replace("LoadBalancer", "NodePort")).objects()).isEmpty();
        Service service = only(supply("80=1", OWN.replace("LoadBalancer", "ClusterIP")));
        assertThat(ports(service)).containsExactly("http 80→1", "https 443→443");
        assertThat(service.status()).isEmpty();
    }

    @Test
    void tellsOfPortsThatTheUsersOwnLacks() {
        assertThat(supply("81=8081", OWN).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(FindingCode.PORT_NOT_ON_SERVICE);
                    assertThat(finding.object()).hasValue(Defined.object(OWN).key());
                    assertThat(finding.message()).startsWith("--ports maps port 81, ");
                });
    }

    @Test
    void resolvesATargetPortByName() {
        String workload =
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: edge, namespace: istio-system}
                spec:
                  selector: {matchLabels: {istio: ingressgateway}}
                  template:
                    metadata: {labels: {istio: ingressgateway}}
                    spec:
                      containers:
                        - name: istio-proxy
                          ports: [{name: web, containerPort: 8088}]
                """;
        String service = OWN.replace("8000", "web").replace("443}", "443, targetPort: unknown}");
        assertThat(ports(only(supply("", service, workload, Defined.INGRESS_GATEWAY))))
                .containsExactly("http 80→8088", "https 443→unknown");
    }

    @Test
    void ignoresServicesOfOtherNamespacesAndLabels() {
        String elsewhere = OWN.replace("istio-system", "shop");
        String different = OWN.replace("istio: ingressgateway", "app: other");
        assertThat(only(supply("", elsewhere, different)).metadata().name())
                .isEqualTo("istio-ingressgateway");
    }

    @Test
    void doesNotTakeTheNameOfAnotherServiceOfTheUsers() {
        String different =
                OWN.replace("istio: ingressgateway", "app: other")
                        .replace("edge", "istio-ingressgateway");
        assertThat(supply("", different)).isEqualTo(Supplement.Supply.NOTHING);
    }

    private static Supplement.Supply supply(String ports, String... yaml) {
        PortMapping mapping = ports.isEmpty() ? PortMapping.NONE : PortMapping.parse(ports);
        return new GatewayServices("127.0.0.1", mapping).supply(Defined.defined(yaml));
    }

    private static Service only(Supplement.Supply supply) {
        List<ConfigObject> objects = supply.objects();
        List<Finding> findings = supply.findings();
        assertThat(objects).hasSize(1);
        assertThat(findings).isEmpty();
        return (Service) objects.getFirst();
    }

    private static List<String> ports(Service service) {
        return service.spec().ports().stream()
                .map(port ->
                        "%s %d→%s"
                                .formatted(
                                        port.name(),
                                        port.port(),
                                        port.targetPort().map(Object::toString).orElse("")))
                .map(text -> text.replaceAll("(Int|Text)\\[value=(\\w+)\\]", "$2"))
                .map(text -> text.endsWith("→") ? text + text.replaceAll("\\D", "") : text)
                .toList();
    }

    private static List<String> addresses(Service service) {
        return service.status().orElseThrow().loadBalancer().orElseThrow().ingress().stream()
                .map(Service.Ingress::ip)
                .toList();
    }
}
