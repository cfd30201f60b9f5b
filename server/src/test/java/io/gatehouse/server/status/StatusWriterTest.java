// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.kubernetes.api.ApiFailure;
import io.gatehouse.server.AppliedChange;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusWriterTest {
    private final WrittenGateways gateways = new WrittenGateways();

    @AfterEach
    void close() {
        gateways.close();
    }

    private void awaitProgrammed(String name, String expected) {
        await().untilAsserted(() -> assertThat(gateways.programmed(name)).isEqualTo(expected));
    }

    private long writes(String name) {
        return gateways.api.writes().stream().filter(WrittenGateways.path(name)::equals).count();
    }

    /// Nothing is left to do when an object that changed later has its status.
    private void awaitQuiet() {
        gateways.gateway("last", 1);
        await().until(() -> writes("last") == 1);
    }

    @Test
    void aStatusIsWrittenOnceForABurstOfChanges() {
        gateways.proxies(1, 1);
        gateways.lead(true);
        gateways.gateway("gw", 1);
        for (int i = 0; i < 20; i++) {
            gateways.serve("gw", 1);
        }

        awaitProgrammed("gw", "True: live on 2/2 proxies");
        awaitQuiet();
        assertThat(writes("gw")).isEqualTo(1);
    }

    @Test
    void whoDoesNotLeadWritesNothing() {
        gateways.proxies(1);
        gateways.gateway("gw", 1);
        gateways.lead(true);
        awaitProgrammed("gw", "True: live on 1/1 proxy");
        gateways.lead(false);
        int requests = gateways.api.requests();
        gateways.find(WrittenGateways.missingSecret("gw", "no secret"));
        gateways.gateway("other", 1);
        gateways.close();

        assertThat(gateways.api.requests()).isEqualTo(requests);
        assertThat(gateways.api.events()).isEmpty();
    }

    @Test
    void aNewLeaderWritesWhatIsNotAsItShouldBeAndNothingElse() {
        gateways.proxies(1);
        gateways.gateway("right", 1);
        gateways.lead(true);
        awaitProgrammed("right", "True: live on 1/1 proxy");
        gateways.lead(false);
        gateways.gateway("wrong", 1);
        gateways.lead(true);

        awaitProgrammed("wrong", "True: live on 1/1 proxy");
        awaitQuiet();
        assertThat(writes("right")).isEqualTo(1);
    }

    @Test
    void whatOthersWroteStaysThoughTheyAreFaster() {
        gateways.proxies(1);
        gateways.gateway("gw", 1);
        gateways.api.beforeNextWrite(() ->
                gateways.store(
                        "gw",
                        1,
                        "{\"conditions\": [{\"type\": \"Other\", \"status\": \"True\"}]}"));
        gateways.lead(true);

        awaitProgrammed("gw", "True: live on 1/1 proxy");
        assertThat(gateways.conditions("gw"))
                .containsOnlyKeys("Other", "Accepted", "ResolvedRefs", "Programmed");
    }

    @Test
    void whatFailedIsTriedAgainAndWhatIsNotAllowedIsTold() {
        gateways.proxies(1);
        gateways.api.failNextWrites(
                new ApiFailure.Unavailable("away"), new ApiFailure.Forbidden("not you"));
        gateways.gateway("gw", 1);
        gateways.lead(true);

        awaitProgrammed("gw", "True: live on 1/1 proxy");
        assertThat(gateways.troubles)
                .containsExactly("may not write the status of Gateway shop/gw: not you");
    }

    @Test
    void anObjectThatWasDeletedMeanwhileIsPassedOver() {
        gateways.proxies(1);
        gateways.lead(true);
        gateways.gateway("gone", 1);
        gateways.api.delete(WrittenGateways.path("gone"));

        awaitQuiet();
        assertThat(writes("gone")).isZero();
        assertThat(gateways.troubles).isEmpty();
    }

    @Test
    void aStatusWaitsForTheGenerationThatTheApiServerHas() {
        gateways.proxies(1);
        gateways.lead(true);
        gateways.gateway("gw", 1);
        gateways.store("gw", 2, "{}");
        awaitQuiet();
        assertThat(writes("gw")).isZero();

        gateways.serve("gw", 2);
        awaitProgrammed("gw", "True: live on 1/1 proxy");
        assertThat(gateways.api.status(WrittenGateways.path("gw")))
                .containsEntry("observedGeneration", 2L);
    }

    @Test
    void aProxyThatIsSlowIsWaitedForAndThenTold() {
        gateways.proxies(1, 0);
        gateways.lead(true);
        gateways.gateway("gw", 1);
        awaitProgrammed("gw", "Unknown: live on 1/2 proxies");

        gateways.proxies(1, 1);
        awaitProgrammed("gw", "True: live on 2/2 proxies");
        assertThat(writes("gw")).isEqualTo(2);
    }

    @Test
    void howLongAVersionTookIsToldOnce() {
        gateways.proxies(0);
        gateways.lead(true);
        AppliedChange change = gateways.gateway("gw", 1);
        awaitProgrammed("gw", "Unknown: live on 0/1 proxy");
        gateways.live(change, 8);
        gateways.proxies(1);
        awaitProgrammed("gw", "True: live on 1/1 proxy, in 8 ms");

        gateways.live(gateways.serve("gw", 1), 9);
        awaitQuiet();
        assertThat(writes("gw")).isEqualTo(2);
    }

    @Test
    void proxiesThatGoAreNoticedWithoutAnyChange() {
        gateways.proxies(1);
        gateways.lead(true);
        gateways.gateway("gw", 1);
        awaitProgrammed("gw", "True: live on 1/1 proxy");

        gateways.proxies();
        awaitProgrammed("gw", "Unknown: no gateway proxy that it applies to is connected");
    }

    @Test
    void aFindingIsToldOnTheObjectAndAsOneEvent() {
        var finding = WrittenGateways.missingSecret("gw", "there is no Secret tls");
        gateways.proxies(1);
        gateways.lead(true);
        gateways.gateway("gw", 1);
        gateways.find(finding);

        await().untilAsserted(() ->
                assertThat(gateways.conditions("gw"))
                        .containsEntry(
                                "ResolvedRefs", "False: spec.servers[0]: there is no Secret tls"));
        await().until(() -> gateways.api.events().size() == 1);
        gateways.resolve(finding);
        gateways.find(finding);
        gateways.lead(false);
        gateways.lead(true);
        gateways.find(WrittenGateways.missingSecret("gw", "nor another"));
        await().until(() -> gateways.api.events().size() > 1);

        assertThat(gateways.api.events())
                .extracting(event -> event.get("note"))
                .isEqualTo(
                        List.of(
                                "GH0204: spec.servers[0]: there is no Secret tls",
                                "GH0204: spec.servers[0]: nor another"));
        assertThat(gateways.api.events().getFirst())
                .containsEntry("reason", "SecretMissing")
                .containsEntry("reportingController", "gatehouse");
        assertThat(String.valueOf(gateways.api.events().getFirst().get("regarding")))
                .contains("uid=u-gw");
    }
}
