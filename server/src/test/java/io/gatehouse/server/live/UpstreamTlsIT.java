// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static io.gatehouse.server.live.Yaml.HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testing.ClientIdentity;
import io.gatehouse.testing.GatewayRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// TLS towards a service that wants to know who asks: each subset is reached in another way.
class UpstreamTlsIT {
    private static final TestAuthority SERVERS = TestAuthority.make("servers-ca");
    private static final TestAuthority CLIENTS = TestAuthority.make("clients-ca");
    private static final ClientIdentity SHOP =
            SERVERS.issue(HOST, "spiffe://cluster.local/ns/default/sa/shop");
    private static final ClientIdentity OTHER = SERVERS.issue("other.example.com");
    private static final ClientIdentity GATEWAY = CLIENTS.issue("gateway.example.com");
    private static final ClientIdentity MEMBER = CLIENTS.issue("member.example.com");

    /// Servers in Java refuse the name that proxies of a mesh say in the hello unless told another.
    private static final Map<String, String> SUBSETS =
            Map.of(
                    "files",
                    "mode: MUTUAL, KEYS, caCertificates: DIR/servers.crt",
                    "strangers",
                    "mode: MUTUAL, KEYS, caCertificates: DIR/clients.crt",
                    "listed",
                    "mode: MUTUAL, KEYS, caCertificates: DIR/servers.crt, caCrl: DIR/shop.crl",
                    "unlisted",
                    "mode: MUTUAL, KEYS, caCertificates: DIR/servers.crt, caCrl: DIR/other.crl",
                    "anonymous",
                    "mode: SIMPLE, caCertificates: DIR/servers.crt",
                    "mesh",
                    "mode: ISTIO_MUTUAL, sni: shop.example.com",
                    "named",
                    "mode: ISTIO_MUTUAL, sni: shop.example.com, subjectAltNames: [other.example.com]");

    @TempDir private static Path folder;
    private static TlsBackend backend;
    private static LiveGateway gateway;

    @BeforeAll
    static void start() {
        PemFolder files = new PemFolder(folder);
        files.write("gateway", GATEWAY);
        files.write("servers.crt", SERVERS.pem());
        files.write("clients.crt", CLIENTS.pem());
        files.write("shop.crl", SERVERS.revoking(SHOP.certificate()));
        files.write("other.crl", SERVERS.revoking(OTHER.certificate()));
        backend = TlsBackend.start(SHOP, CLIENTS.certificate());
        gateway =
                LiveGateway.start(
                        Yaml.GATEWAY,
                        service(),
                        pod("shop"),
                        Yaml.virtualService("shop", HOST, rules()),
                        destinationRule(),
                        Yaml.secret(
                                "gatehouse-mesh",
                                Map.of(
                                        "tls.crt",
                                        Pem.certificate(MEMBER),
                                        "tls.key",
                                        Pem.key(MEMBER),
                                        "ca.crt",
                                        SERVERS.pem())));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/files", 200);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        backend.close();
    }

    @ParameterizedTest
    @CsvSource({
        "files, 200",
        "strangers, 503",
        "listed, 503",
        "unlisted, 200",
        "anonymous, 503",
        "mesh, 200",
        "named, 503"
    })
    void bothSidesJudgeEachOther(String subset, int status) {
        assertThat(gateway.send(GatewayRequest.get(HOST, "/" + subset)).status()).isEqualTo(status);
    }

    @Test
    void theServiceSeesTheCertificateOfTheFilesOrTheMesh() {
        assertThat(gateway.send(GatewayRequest.get(HOST, "/files")).body())
                .isEqualTo("CN=gateway.example.com");
        assertThat(gateway.send(GatewayRequest.get(HOST, "/mesh")).body())
                .isEqualTo("CN=member.example.com");
    }

    @Test
    void withinTheMeshTheAccountsOfThePodsCount() {
        gateway.apply(pod("other"));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/mesh", 503);

        gateway.apply(pod("shop"));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/mesh", 200);
    }

    @Test
    void theTrustDomainOfTheMeshCountsAndItsAliasesDo() {
        gateway.apply(Yaml.mesh("{trustDomain: example.org}"));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/mesh", 503);

        gateway.apply(Yaml.mesh("{trustDomain: example.org, trustDomainAliases: [cluster.local]}"));
        LiveGateway.awaitStatus(gateway.http(), HOST, "/mesh", 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "endpoints: [{address: 127.0.0.1, serviceAccount: %s}]",
                "workloadSelector: {labels: {app: legacy-%s}}"
            })
    void theAccountsOfEntriesCount(String workloads) {
        gateway.apply(
                workloadEntry("shop"),
                workloadEntry("other"),
                Yaml.virtualService(
                        "legacy",
                        "legacy.example.com",
                        "- route: [{destination: {host: legacy.mesh}}]"),
                """
                apiVersion: networking.istio.io/v1
                kind: DestinationRule
                metadata: {name: legacy, namespace: default}
                spec: {host: legacy.mesh, trafficPolicy: {tls: {mode: ISTIO_MUTUAL, sni: shop.example.com}}}
                """);
        gateway.apply(serviceEntry(workloads.formatted("shop")));
        LiveGateway.awaitStatus(gateway.http(), "legacy.example.com", "/", 200);

        gateway.apply(serviceEntry(workloads.formatted("other")));
        LiveGateway.awaitStatus(gateway.http(), "legacy.example.com", "/", 503);
    }

    private static String workloadEntry(String account) {
        return """
        apiVersion: networking.istio.io/v1
        kind: WorkloadEntry
        metadata: {name: legacy-%1$s, namespace: default}
        spec: {address: 127.0.0.1, serviceAccount: %1$s, labels: {app: legacy-%1$s}}
        """
                .formatted(account);
    }

    private static String serviceEntry(String workloads) {
        return """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: legacy, namespace: default}
        spec:
          hosts: [legacy.mesh]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP, targetPort: %d}]
          %s
        """
                .formatted(backend.port(), workloads);
    }

    private static String service() {
        return """
        apiVersion: v1
        kind: Service
        metadata: {name: shop, namespace: default}
        spec: {ports: [{name: http, port: 80}]}
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {name: shop, namespace: default, labels: {kubernetes.io/service-name: shop}}
        addressType: IPv4
        ports: [{name: http, port: %d}]
        endpoints: [{addresses: ["127.0.0.1"], targetRef: {kind: Pod, name: shop-1, namespace: default}}]
        """
                .formatted(backend.port());
    }

    private static String pod(String account) {
        return """
        apiVersion: v1
        kind: Pod
        metadata: {name: shop-1, namespace: default}
        spec: {serviceAccountName: %s, containers: [{name: shop, image: shop}]}
        """
                .formatted(account);
    }

    private static String rules() {
        return SUBSETS.keySet().stream()
                .map(
                        "- {match: [{uri: {prefix: /%1$s}}], route: [{destination: {host: shop, subset: %1$s}}]}"
                                ::formatted)
                .collect(Collectors.joining("\n"));
    }

    private static String destinationRule() {
        return """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: shop, namespace: default}
        spec:
          host: shop
          subsets:
        %s
        """
                .formatted(
                        SUBSETS.entrySet().stream()
                                .map(subset ->
                                        "  - {name: %s, trafficPolicy: {tls: {%s}}}"
                                                .formatted(subset.getKey(), subset.getValue()))
                                .collect(Collectors.joining("\n"))
                                .replace(
                                        "KEYS",
                                        "clientCertificate: DIR/gateway.crt, privateKey: DIR/gateway.key")
                                .replace("DIR", folder.toString()));
    }
}
