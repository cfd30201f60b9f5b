// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.GivenYaml;
import io.gatehouse.server.TestGroups;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pcollections.TreePMap;

class ObjectReviewTest {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gate, namespace: default, creationTimestamp: "2026-01-01T00:00:00Z"}
            spec:
              selector: {istio: ingressgateway}
              servers:
                - port: {number: 80, name: http, protocol: HTTP}
                  hosts: [shop.example.com]
            """;
    private static final String LATER_GATEWAY =
            GATEWAY.replace("name: gate,", "name: later,")
                    .replace("2026-01-01", "2026-02-01")
                    .replace("protocol: HTTP", "protocol: TCP");
    private static final String SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: shop, namespace: default}
            spec:
              ports: [{name: http, port: 80}]
            """;
    private static final String GATEWAY_SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec:
              selector: {istio: ingressgateway}
              ports: [{name: http, port: 80}, {name: https, port: 443}]
            """;
    private static final String ROUTE =
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: shop, namespace: default, creationTimestamp: "2026-01-01T00:00:00Z"}
            spec:
              hosts: [shop.example.com]
              gateways: [gate]
              http:
                - route: [{destination: {host: shop}}]
            """;
    private static final String BAD_ROUTE =
            ROUTE.replace("- route:", "- timeout: tomorrow\n      route:");

    private Optional<ControlPlaneState> state = Optional.of(known());
    private Instant now = Instant.parse("2026-06-01T00:00:00Z");
    private long nanoTime;
    private final Rehearsal rehearsal =
            new Rehearsal(
                    () -> state,
                    () -> List.of(TestGroups.INGRESS),
                    () -> now,
                    () -> nanoTime,
                    Duration.ofMinutes(1));
    private final ObjectReview review = new ObjectReview(rehearsal);

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private static ControlPlaneState known(String... yaml) {
        TreePMap<ObjectKey, ConfigObject> objects = TreePMap.empty();
        for (String text : yaml) {
            for (ConfigObject object : GivenYaml.valid(text)) {
                objects = objects.plus(object.key(), object);
            }
        }
        return new ControlPlaneState(objects, List.of());
    }

    private void given(String... yaml) {
        state = Optional.of(known(yaml));
    }

    private Judgement judge(GivenReview given) throws Exception {
        return review.judge(given.read());
    }

    private static List<FindingCode> refusals(Judgement judgement) {
        return judgement.refusals().stream().map(f -> f.code()).toList();
    }

    private static List<FindingCode> warnings(Judgement judgement) {
        return judgement.warnings().stream().map(f -> f.code()).toList();
    }

    @Test
    void aGoodObjectPassesWithoutAWord() throws Exception {
        given(GATEWAY, SERVICE, GATEWAY_SERVICE);
        assertThat(judge(GivenReview.create(ROUTE))).isEqualTo(Judgement.NOTHING_TO_SAY);
    }

    @Test
    void whatCannotBeReadIsRefusedWithFieldAndWhatIsAllowed() throws Exception {
        given(GATEWAY, SERVICE, GATEWAY_SERVICE);
        assertThat(judge(GivenReview.create(BAD_ROUTE)).refusals())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.field().text()).isEqualTo("spec.http[0].timeout");
                    assertThat(finding.message()).contains("\"tomorrow\"", "expected:");
                });
    }

    @Test
    void whatIsMissingMayComeLater() throws Exception {
        Judgement judgement = judge(GivenReview.create(ROUTE));
        assertThat(judgement.allowed()).isTrue();
        assertThat(warnings(judgement)).contains(FindingCode.GATEWAY_NOT_FOUND);

        String secure =
                GATEWAY.replace("hosts:", "tls: {mode: SIMPLE, credentialName: none}\n      hosts:")
                        .replace(
                                "number: 80, name: http, protocol: HTTP",
                                "number: 443, name: https, protocol: HTTPS");
        given(GATEWAY_SERVICE);
        judgement = judge(GivenReview.create(secure));
        assertThat(judgement.allowed()).isTrue();
        assertThat(warnings(judgement)).containsExactly(FindingCode.SECRET_MISSING);

        judgement =
                judge(
                        GivenReview.create(
                                """
                                apiVersion: extensions.istio.io/v1alpha1
                                kind: WasmPlugin
                                metadata: {name: program, namespace: istio-system}
                                spec:
                                  url: oci://registry.example.com/program:1
                                  imagePullSecret: none
                                """));
        assertThat(judgement.allowed()).isTrue();
        assertThat(warnings(judgement)).containsExactly(FindingCode.PULL_SECRET);
    }

    @Test
    void aServerThatWouldLoseToAnotherIsRefused() throws Exception {
        given(GATEWAY, GATEWAY_SERVICE);
        Judgement judgement = judge(GivenReview.create(LATER_GATEWAY));
        assertThat(refusals(judgement)).containsExactly(FindingCode.SERVER_CONFLICT);
        assertThat(judgement.refusals().getFirst().message()).contains("Gateway default/gate");
    }

    @Test
    void podsOfWhichNoProxyIsConnectedHereCountAsGateways() throws Exception {
        String pod =
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: edge-1
                  namespace: edge
                  labels: {istio: edge, pod-template-hash: abc}
                """;
        String edge = GATEWAY.replace("istio: ingressgateway", "istio: edge");
        String laterEdge = LATER_GATEWAY.replace("istio: ingressgateway", "istio: edge");
        given(GATEWAY_SERVICE);
        assertThat(warnings(judge(GivenReview.create(edge))))
                .containsExactly(FindingCode.GATEWAY_WITHOUT_WORKLOAD);
        given(pod);
        assertThat(warnings(judge(GivenReview.create(edge))))
                .doesNotContain(FindingCode.GATEWAY_WITHOUT_WORKLOAD);
        given(pod, edge);
        assertThat(refusals(judge(GivenReview.create(laterEdge))))
                .containsExactly(FindingCode.SERVER_CONFLICT);
    }

    @Test
    void aReviewLeavesNothingBehind() throws Exception {
        given(GATEWAY_SERVICE);
        assertThat(judge(tried(GATEWAY)).allowed()).isTrue();
        assertThat(judge(tried(LATER_GATEWAY)).allowed()).isTrue();
        given(GATEWAY, GATEWAY_SERVICE);
        assertThat(judge(tried(LATER_GATEWAY)).allowed()).isFalse();
        given(GATEWAY_SERVICE);
        assertThat(judge(tried(LATER_GATEWAY)).allowed()).isTrue();
    }

    private static GivenReview tried(String yaml) {
        return GivenReview.create(yaml).with("dryRun", true);
    }

    @Test
    void whatWasAllowedIsThereForTheNextReview() throws Exception {
        given(SERVICE, GATEWAY_SERVICE);
        assertThat(judge(GivenReview.create(GATEWAY)).allowed()).isTrue();
        assertThat(judge(GivenReview.create(ROUTE))).isEqualTo(Judgement.NOTHING_TO_SAY);

        nanoTime += Duration.ofSeconds(60).toNanos();
        assertThat(warnings(judge(GivenReview.create(ROUTE))))
                .containsExactly(FindingCode.GATEWAY_NOT_FOUND);
    }

    @Test
    void whatHasBecomeOfItCountsMore() throws Exception {
        String second =
                GATEWAY.replace("namespace: default,", "namespace: default, generation: 2,");
        String third = second.replace("generation: 2", "generation: 3");
        given(SERVICE, GATEWAY_SERVICE, second);
        String moved = second.replace("shop.", "other.");
        assertThat(judge(GivenReview.update(GATEWAY, moved)).allowed()).isTrue();
        assertThat(judge(GivenReview.create(ROUTE))).isEqualTo(Judgement.NOTHING_TO_SAY);

        moved = third.replace("shop.", "other.");
        assertThat(judge(GivenReview.update(second, moved)).allowed()).isTrue();
        assertThat(warnings(judge(GivenReview.create(ROUTE))))
                .containsExactly(FindingCode.HOST_NOT_ON_GATEWAY);
    }

    @Test
    void anErrorThatWasThereBeforeDoesNotHoldUpAnotherChange() throws Exception {
        given(GATEWAY, LATER_GATEWAY, GATEWAY_SERVICE);
        String wider = LATER_GATEWAY.replace("[shop.", "[also.example.com, shop.");
        Judgement judgement = judge(GivenReview.update(LATER_GATEWAY, wider));
        assertThat(judgement.allowed()).isTrue();
        assertThat(warnings(judgement)).containsExactly(FindingCode.SERVER_CONFLICT);

        String renamed = BAD_ROUTE.replace("host: shop", "host: store");
        assertThat(judge(GivenReview.update(BAD_ROUTE, renamed)).allowed()).isTrue();
    }

    @Test
    void anErrorThatIsNewIsRefusedBesideOneThatIsOld() throws Exception {
        given(GATEWAY, SERVICE, GATEWAY_SERVICE);
        String worse =
                BAD_ROUTE.replace("- timeout:", "- retries: {perTryTimeout: soon}\n      timeout:");
        Judgement judgement = judge(GivenReview.update(BAD_ROUTE, worse));
        assertThat(judgement.allowed()).isFalse();
        assertThat(judgement.refusals())
                .allSatisfy(f -> assertThat(f.field().text()).contains("retries"));
    }

    @Test
    void whatCanBeUsedAtAllIsBetterThanBefore() throws Exception {
        given(GATEWAY, GATEWAY_SERVICE);
        String unreadable = LATER_GATEWAY.replace("number: 80", "number: 800000");
        assertThat(refusals(judge(GivenReview.create(unreadable)))).isNotEmpty();
        Judgement judgement = judge(GivenReview.update(unreadable, LATER_GATEWAY));
        assertThat(judgement.allowed()).isTrue();
        assertThat(warnings(judgement)).containsExactly(FindingCode.SERVER_CONFLICT);
    }

    @Test
    void nobodyIsHeldUpWhoDeletesOrWritesOnlyMetadataOrStatus() throws Exception {
        String finalizers = BAD_ROUTE.replace("name: shop,", "name: shop, finalizers: [a/b],");
        String ending =
                BAD_ROUTE.replace(
                        "name: shop,", "name: shop, deletionTimestamp: \"2026-01-02T00:00:00Z\",");
        assertThat(judge(GivenReview.update(finalizers, BAD_ROUTE)))
                .isEqualTo(Judgement.NOTHING_TO_SAY);
        assertThat(judge(GivenReview.update(ROUTE, ending))).isEqualTo(Judgement.NOTHING_TO_SAY);
        assertThat(judge(GivenReview.delete(BAD_ROUTE))).isEqualTo(Judgement.NOTHING_TO_SAY);
        assertThat(judge(GivenReview.create(BAD_ROUTE).with("subResource", "status")))
                .isEqualTo(Judgement.NOTHING_TO_SAY);
    }

    @Test
    void otherKindsPass() throws Exception {
        String sidecar = BAD_ROUTE.replace("kind: VirtualService", "kind: Sidecar");
        assertThat(judge(GivenReview.create(sidecar))).isEqualTo(Judgement.NOTHING_TO_SAY);
    }

    @Test
    void anObjectThatIsNotReadIsNotJudged() throws Exception {
        given(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: istio, namespace: istio-system}
                data: {mesh: "discoverySelectors: [{matchLabels: {edge: here}}]"}
                """);
        assertThat(judge(GivenReview.create(BAD_ROUTE))).isEqualTo(Judgement.NOTHING_TO_SAY);
    }

    @Test
    void beforeAnythingIsKnownTheObjectAloneIsJudged() throws Exception {
        state = Optional.empty();
        assertThat(judge(GivenReview.create(ROUTE))).isEqualTo(Judgement.NOTHING_TO_SAY);
        assertThat(judge(GivenReview.create(BAD_ROUTE)).allowed()).isFalse();
        assertThat(judge(GivenReview.update(BAD_ROUTE, ROUTE)).allowed()).isTrue();
    }

    @Test
    void whatIsNoReviewIsNotAnswered() {
        assertThatThrownBy(() -> ReviewRequestReader.read("{\"kind\": \"Pod\"}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected: kind AdmissionReview of admission.k8s.io/v1");
        assertThatThrownBy(() -> ReviewRequestReader.read("[]")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ReviewRequestReader.read("{\"request\":"))
                .isInstanceOf(IOException.class);
    }
}
