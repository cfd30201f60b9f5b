// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A change costs what it touches: evaluations of all kinds, from objects to Envoy's resources and
/// findings, are as many among 900 hosts as among 300.
class CostOfChangeTest {
    private static final String SECURE =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: secure, namespace: default}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 443, name: https, protocol: HTTPS}
                hosts: [secure.test]
                tls: {mode: SIMPLE, credentialName: cert}
            """;

    @Test
    void doesNotDependOnHowManyHostsThereAre() {
        assertThat(costs(900)).isEqualTo(costs(300));
    }

    /// All of them share a chain, for whose certificates proxies ask by name.
    @Test
    void doesNotDependOnHowManyHostsWithTlsThereAre() {
        assertThat(costsWithTls(900)).isEqualTo(costsWithTls(300));
    }

    private static Map<String, Long> costsWithTls(int hosts) {
        LiveTranslation live = new LiveTranslation(TestGroups.INGRESS);
        apply(live, secret("a.test"));
        IntStream.range(0, hosts)
                .forEach(i -> apply(live, secureGateway(i), service(i), routes(i, "/a")));
        settle(live);
        Map<String, Runnable> changes = new TreeMap<>();
        changes.put("1 Gateway comes", () -> apply(live, secureGateway(hosts)));
        changes.put("2 host comes", () -> apply(live, routes(hosts, "/a")));
        changes.put("3 host goes", () -> delete(live, Kind.VIRTUAL_SERVICE, "v" + hosts));
        changes.put("4 Gateway goes", () -> delete(live, Kind.GATEWAY, "g" + hosts));
        return costs(live, changes);
    }

    private static Map<String, Long> costs(int hosts) {
        LiveTranslation live = new LiveTranslation(TestGroups.INGRESS);
        apply(live, SECURE, secret("a.test"));
        IntStream.range(0, hosts)
                .forEach(i ->
                        apply(
                                live,
                                gateway(i),
                                service(i),
                                slice(i, "127.0.0.1"),
                                routes(i, "/a")));
        settle(live);
        Map<String, Runnable> changes = new TreeMap<>();
        changes.put("1 endpoint flips", () -> apply(live, slice(7, "127.0.0.2")));
        changes.put("2 route changes", () -> apply(live, routes(7, "/b")));
        changes.put("3 service comes", () -> apply(live, service(hosts)));
        changes.put("4 Gateway comes", () -> apply(live, gateway(hosts)));
        changes.put("5 host comes", () -> apply(live, routes(hosts, "/a")));
        changes.put("6 host goes", () -> delete(live, Kind.VIRTUAL_SERVICE, "v" + hosts));
        changes.put("7 Gateway goes", () -> delete(live, Kind.GATEWAY, "g" + hosts));
        changes.put("8 service goes", () -> delete(live, Kind.SERVICE, "s" + hosts));
        changes.put("9 certificate is rotated", () -> apply(live, secret("b.test")));
        return costs(live, changes);
    }

    private static Map<String, Long> costs(LiveTranslation live, Map<String, Runnable> changes) {
        Map<String, Long> costs = new TreeMap<>();
        changes.forEach((name, change) -> {
            long before = live.evaluations();
            change.run();
            settle(live);
            costs.put(name, live.evaluations() - before);
        });
        return costs;
    }

    private static void settle(LiveTranslation live) {
        live.changes();
        live.findings();
    }

    private static void apply(LiveTranslation live, String... yaml) {
        GivenYaml.valid(String.join("\n---\n", yaml)).forEach(live::upsert);
    }

    private static void delete(LiveTranslation live, Kind kind, String name) {
        live.delete(new ObjectKey(kind, "default", name));
    }

    private static String secret(String host) {
        return """
        apiVersion: v1
        kind: Secret
        metadata: {name: cert, namespace: default}
        type: kubernetes.io/tls
        """
                + TestCertificates.secretData(host);
    }

    private static String gateway(int i) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: g%1$d, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [h%1$d.test]}]
        """
                .formatted(i);
    }

    private static String secureGateway(int i) {
        return """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: g%1$d, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            hosts: [h%1$d.test]
            tls: {mode: SIMPLE, credentialName: cert}
        """
                .formatted(i);
    }

    private static String service(int i) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: s%d, namespace: default}
        spec: {ports: [{name: http, port: 80}]}
        """
                .formatted(i);
    }

    private static String slice(int i, String address) {
        return """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: s%1$d, namespace: default, labels: {kubernetes.io/service-name: s%1$d}}
        addressType: IPv4
        ports: [{name: http, port: 80}]
        endpoints: [{addresses: [%2$s]}]
        """
                .formatted(i, address);
    }

    private static String routes(int i, String path) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: v%1$d, namespace: default}
        spec:
          hosts: [h%1$d.test]
          gateways: [g%1$d]
          http: [{match: [{uri: {prefix: %2$s}}], route: [{destination: {host: s%1$d}}]}]
        """
                .formatted(i, path);
    }
}
