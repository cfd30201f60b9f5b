// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.config.codec.ObjectDigest;
import io.gatehouse.server.admission.ReviewVerdict;
import io.gatehouse.xds.ConnectedProxy;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

final class AdminRoutesTest {
    private static final String YAML =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec: {ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: other}
            spec: {ports: [{port: 81}]}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: other}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: cert}
            type: kubernetes.io/tls
            data: {tls.key: c2VzYW1l}
            """;
    private static final Finding FINDING =
            Finding.of(
                    FindingCode.SECRET_MISSING,
                    new ObjectKey(Kind.GATEWAY, "default", "edge"),
                    FieldPath.of("spec.servers[0].tls.credentialName"),
                    "no Secret \"x\"");

    private final ControlPlaneMetrics metrics = new ControlPlaneMetrics();

    private AdminResponse answer(AdminView view, String uri) {
        return new AdminRoutes(view, metrics).answer(AdminRequest.of(URI.create(uri)));
    }

    private AdminResponse answer(String uri) {
        return answer(SampleView.of(YAML, FINDING), uri);
    }

    private static Object tree(AdminResponse response) {
        assertThat(response.contentType()).isEqualTo("application/json");
        try {
            return JsonText.parse(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    private static List<?> items(AdminResponse response) {
        assertThat(response.status()).isEqualTo(200);
        Map<?, ?> list = (Map<?, ?>) tree(response);
        assertThat(list.get("kind")).isEqualTo("List");
        return (List<?>) Objects.requireNonNull(list.get("items"));
    }

    @Test
    void alive() {
        assertThat(answer("/healthz")).isEqualTo(AdminResponse.line(200, "ok"));
        assertThat(answer(SampleView.of("").unready("no proxy"), "/healthz").status())
                .isEqualTo(200);
    }

    @Test
    void readyOnlyWhenTheControlPlaneSaysSo() {
        assertThat(answer("/readyz")).isEqualTo(AdminResponse.line(200, "ok"));
        assertThat(answer(SampleView.of("").unready("no proxy is connected"), "/readyz"))
                .isEqualTo(AdminResponse.line(503, "not ready: no proxy is connected"));
    }

    @Test
    void objectsOfAllNamespacesOrOne() {
        assertThat(items(answer("/api/v1/objects/services"))).hasSize(2);
        assertThat(items(answer("/api/v1/objects/services?namespace="))).hasSize(2);
        assertThat(items(answer("/api/v1/objects/services?namespace=other")))
                .singleElement()
                .asString()
                .contains("port=81");
        assertThat(items(answer("/api/v1/objects/services?namespace=nowhere"))).isEmpty();
        assertThat(items(answer("/api/v1/objects/namespaces?namespace=x"))).hasSize(1);
    }

    @Test
    void oneObjectAsTheApiServerGivesIt() {
        AdminResponse response = answer("/api/v1/objects/services/web?namespace=other");

        assertThat(response.status()).isEqualTo(200);
        assertThat(tree(response))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("kind", "Service")
                .containsEntry("apiVersion", "v1")
                .containsEntry("metadata", Map.of("name", "web", "namespace", "other"));
        assertThat(answer("/api/v1/objects/namespaces/other").status()).isEqualTo(200);
    }

    @Test
    void objectsThatAreNotThere() {
        AdminResponse missing = answer("/api/v1/objects/virtualservices/shop?namespace=default");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(tree(missing))
                .isEqualTo(
                        Map.of(
                                "error",
                                "virtualservices.networking.istio.io \"shop\" not found",
                                "reason",
                                "NotFound"));
        AdminResponse vague = answer("/api/v1/objects/services/web");
        assertThat(vague.status()).isEqualTo(400);
        assertThat(vague.body()).contains("needs ?namespace=");
    }

    @Test
    void valuesOfSecretsAreNeverGiven() {
        assertThat(answer("/api/v1/objects/secrets").body())
                .contains("tls.key")
                .doesNotContain("c2VzYW1l");
        assertThat(answer("/api/v1/objects/secrets/cert?namespace=default").body())
                .contains("tls.key")
                .doesNotContain("c2VzYW1l");
    }

    @Test
    void whatIsUnknownIsToldWithWhatIsAllowed() {
        AdminResponse kind = answer("/api/v1/objects/ingresses");
        assertThat(kind.status()).isEqualTo(404);
        assertThat(tree(kind))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("error", "no kind \"ingresses\"");
        assertThat(kind.body()).contains("\"services\"");

        for (String path : List.of("/", "/api", "/api/v1/objects", "/api/v1/x", "/healthz/")) {
            AdminResponse unknown = answer(path);
            assertThat(unknown.status()).as(path).isEqualTo(404);
            assertThat(unknown.body()).contains("no path " + path).contains("/api/v1/findings");
        }

        AdminResponse parameter = answer("/api/v1/objects/services?ns=a");
        assertThat(parameter.status()).isEqualTo(400);
        assertThat(tree(parameter))
                .isEqualTo(
                        Map.of(
                                "error",
                                "found the parameter \"ns\"",
                                "allowed",
                                List.of("namespace")));
        assertThat(answer("/api/v1/findings?namespace=a").status()).isEqualTo(400);
    }

    @Test
    void findings() {
        assertThat(tree(answer("/api/v1/findings")))
                .isEqualTo(
                        List.of(
                                Map.of(
                                        "severity",
                                        "error",
                                        "message",
                                        "no Secret \"x\"",
                                        "code",
                                        "GH0204",
                                        "object",
                                        Map.of(
                                                "kind",
                                                "Gateway",
                                                "namespace",
                                                "default",
                                                "name",
                                                "edge"),
                                        "field",
                                        "spec.servers[0].tls.credentialName")));
    }

    @Test
    void proxies() {
        Refusal refusal =
                new Refusal(
                        ResourceType.LISTENER,
                        List.of(
                                new Refusal.RefusedResource(
                                        new ResourceName(ResourceType.LISTENER, "0.0.0.0_80"),
                                        "v1")),
                        "address in use",
                        Instant.EPOCH);
        ProxyStatus proxy =
                new ProxyStatus(
                        new ConnectedProxy(
                                1,
                                "router~1.2.3.4~a.b~c",
                                "istio-system/edge",
                                ConnectedProxy.Protocol.DELTA,
                                Instant.EPOCH),
                        4,
                        5,
                        List.of(
                                new ProxyStatus.TypeStatus(
                                        ResourceType.CLUSTER, 3, 3, Optional.empty()),
                                new ProxyStatus.TypeStatus(
                                        ResourceType.LISTENER, 2, 1, Optional.of(refusal))));

        assertThat(tree(answer(SampleView.of("").with(proxy), "/api/v1/proxies")))
                .isEqualTo(
                        List.of(
                                Map.of(
                                        "node",
                                        "router~1.2.3.4~a.b~c",
                                        "group",
                                        "istio-system/edge",
                                        "protocol",
                                        "delta",
                                        "connectedSince",
                                        "1970-01-01T00:00:00Z",
                                        "types",
                                        List.of(
                                                Map.of(
                                                        "type",
                                                        "cluster",
                                                        "sent",
                                                        3L,
                                                        "acknowledged",
                                                        3L),
                                                Map.of(
                                                        "type",
                                                        "listener",
                                                        "sent",
                                                        2L,
                                                        "acknowledged",
                                                        1L,
                                                        "lastRefusal",
                                                        Map.of(
                                                                "time",
                                                                "1970-01-01T00:00:00Z",
                                                                "resources",
                                                                List.of("0.0.0.0_80"),
                                                                "message",
                                                                "address in use"))))));
    }

    @Test
    void howFarAnObjectIs() {
        AdminResponse web = answer("/api/v1/rollout/services/web?namespace=default");
        assertThat(web.body())
                .isEqualTo(
                        """
                        {
                            "kind": "Service",
                            "namespace": "default",
                            "name": "web",
                            "news": 0,
                            "metadata": {
                                "labels": {},
                                "annotations": {}
                            },
                            "there": true,
                            "accepted": true,
                            "live": false,
                            "refused": false,
                            "summary": "live on 0/0 proxies",
                            "waitsFor": "no proxy is connected",
                            "proxies": [],
                            "errors": []
                        }
                        """);
        assertThat(tree(answer("/api/v1/rollout/gateways/edge?namespace=default")))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("there", false)
                .containsEntry("live", true)
                .extractingByKey("errors", InstanceOfAssertFactories.LIST)
                .singleElement()
                .asString()
                .contains("GH0204");
        assertThat(answer("/api/v1/rollout/services/web").status()).isEqualTo(400);
        assertThat(answer("/api/v1/rollout/ingresses/web").status()).isEqualTo(404);
        assertThat(answer("/api/v1/rollout/namespaces/other").status()).isEqualTo(200);
        assertThat(answer("/api/v1/rollout/namespaces/other?after=x").body())
                .contains("found after=x");
        assertThat(answer("/api/v1/rollout/namespaces/other?x=1").body())
                .contains("namespace", "version", "after");
    }

    @Test
    void howFarAllOfAKindAre() {
        assertThat(answer("/api/v1/rollout/services?namespace=default").body())
                .isEqualTo(
                        """
                        {
                            "news": 0,
                            "items": [
                                {
                                    "namespace": "default",
                                    "name": "web",
                                    "known": true,
                                    "live": 0,
                                    "proxies": 0
                                }
                            ]
                        }
                        """);
        assertThat(answer("/api/v1/rollout/ingresses").status()).isEqualTo(404);
        assertThat(answer("/api/v1/rollout/services?after=x").body()).contains("found after=x");
    }

    @Test
    void aVersionIsComparedAndShowsNothing() {
        String secret = "/api/v1/rollout/secrets/cert?namespace=default";
        String written =
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: other}
                type: kubernetes.io/tls
                stringData: {tls.key: sesame}
                """;
        String digest =
                ObjectDigest.of(SampleView.of(written).state().list(Kind.SECRET).getFirst());

        assertThat(answer(secret + "&version=" + digest).body()).contains("\"thisVersion\": true");
        assertThat(answer(secret + "&version=" + "0".repeat(64)).body())
                .contains("\"thisVersion\": false");
        assertThat(answer(secret).body()).doesNotContain("thisVersion", digest, "c2VzYW1l");
    }

    @Test
    void metricsCountWhatIsKnownAndWhatHappened() {
        metrics.applied();
        metrics.applied();
        metrics.changeLive(Duration.ofMillis(3));
        metrics.refused(ResourceType.SCOPED_ROUTE);
        metrics.reviewed(ReviewVerdict.REFUSED, Duration.ofMillis(15));
        AdminResponse response =
                answer(SampleView.of(YAML, FINDING).with(ResourceType.CLUSTER, 7), "/metrics");

        assertThat(response.contentType()).startsWith("text/plain; version=0.0.4");
        assertThat(response.body().lines())
                .contains(
                        "gatehouse_objects{kind=\"Service\"} 2.0",
                        "gatehouse_objects{kind=\"Gateway\"} 0.0",
                        "gatehouse_findings{code=\"GH0204\",severity=\"error\"} 1.0",
                        "gatehouse_proxies_connected 0.0",
                        "gatehouse_ready 1.0",
                        "gatehouse_xds_resources{type=\"cluster\"} 7.0",
                        "gatehouse_changes_applied_total 2.0",
                        "gatehouse_change_live_seconds_bucket{le=\"0.002\"} 0",
                        "gatehouse_change_live_seconds_bucket{le=\"0.005\"} 1",
                        "gatehouse_change_live_seconds_count 1",
                        "gatehouse_xds_refusals_total{type=\"scoped-route\"} 1.0",
                        "gatehouse_xds_refusals_total{type=\"cluster\"} 0.0",
                        "gatehouse_admission_reviews_total{verdict=\"refused\"} 1.0",
                        "gatehouse_admission_reviews_total{verdict=\"allowed\"} 0.0",
                        "gatehouse_admission_review_seconds_bucket{le=\"0.01\"} 0",
                        "gatehouse_admission_review_seconds_bucket{le=\"0.02\"} 1")
                .anySatisfy(line ->
                        assertThat(line).startsWith("jvm_memory_used_bytes{area=\"heap\"}"));
    }

    @Test
    void metricsOfANewControlPlane() {
        assertThat(answer(SampleView.of("").unready("x"), "/metrics").body().lines())
                .contains("gatehouse_ready 0.0", "gatehouse_changes_applied_total 0.0");
    }
}
