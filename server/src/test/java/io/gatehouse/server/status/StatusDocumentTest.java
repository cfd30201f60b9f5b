// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusDocumentTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T10:00:00.123Z");
    private static final Instant TUESDAY = Instant.parse("2026-01-06T10:00:00.123Z");

    private static ObjectStatus accepted(Condition.Status status, String message) {
        return new ObjectStatus(
                List.of(new Condition(ConditionType.ACCEPTED, status, "Why", message)),
                List.of(),
                Optional.of(3L));
    }

    private static Map<String, Object> merged(
            Map<String, Object> there, ObjectStatus wanted, Instant now) {
        return StatusDocument.merge(there, wanted, 9, now);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(String text) throws IOException {
        return (Map<String, Object>) JsonText.parse(text);
    }

    @Test
    void whatOthersWroteStaysWhereItIs() throws IOException {
        Map<String, Object> there =
                json(
                        """
                        {"addresses": [{"value": "240.0.0.1"}],
                         "conditions": [
                           {"type": "PassedAnalysis", "status": "False", "lastProbeTime": "x"},
                           {"type": "Accepted", "status": "True", "lastTransitionTime": "2026-01-05T10:00:00Z"},
                           {"type": "Mine", "status": "True"}],
                         "validationMessages": [
                           {"type": {"code": "IST0101", "name": "A"}, "level": "ERROR"},
                           {"type": {"code": "GH0203", "name": "B"}, "level": "ERROR"}]}
                        """);
        ObjectStatus wanted =
                new ObjectStatus(
                        accepted(Condition.Status.FALSE, "no").conditions(),
                        List.of(new ValidationMessage("C", "GH0204", Severity.ERROR)),
                        Optional.of(3L));

        assertThat(merged(there, wanted, TUESDAY))
                .isEqualTo(
                        json(
                                """
                                {"addresses": [{"value": "240.0.0.1"}],
                                 "observedGeneration": 3,
                                 "conditions": [
                                   {"type": "PassedAnalysis", "status": "False", "lastProbeTime": "x"},
                                   {"type": "Accepted", "status": "False", "reason": "Why", "message": "no",
                                    "lastTransitionTime": "2026-01-06T10:00:00Z"},
                                   {"type": "Mine", "status": "True"}],
                                 "validationMessages": [
                                   {"type": {"code": "IST0101", "name": "A"}, "level": "ERROR"},
                                   {"type": {"code": "GH0204", "name": "C"}, "level": "ERROR"}]}
                                """));
    }

    @Test
    void theTimeChangesOnlyWithTheStatus() {
        Map<String, Object> monday =
                merged(Map.of(), accepted(Condition.Status.FALSE, "one"), MONDAY);
        Map<String, Object> tuesday =
                merged(monday, accepted(Condition.Status.FALSE, "two"), TUESDAY);

        assertThat(String.valueOf(tuesday.get("conditions")))
                .contains("two")
                .contains("2026-01-05T10:00:00Z");
    }

    @Test
    void whatIsThereAlreadyIsEqual() throws IOException {
        Map<String, Object> monday =
                merged(Map.of(), accepted(Condition.Status.TRUE, "yes"), MONDAY);
        Map<String, Object> read = json(JsonText.compact(monday));

        assertThat(merged(read, accepted(Condition.Status.TRUE, "yes"), TUESDAY)).isEqualTo(read);
    }

    @Test
    void theStatusOfARefusedObjectSpeaksOfItsNewestGeneration() {
        ObjectStatus refused = new ObjectStatus(List.of(), List.of(), Optional.empty());

        assertThat(merged(Map.of(), refused, MONDAY)).containsEntry("observedGeneration", 9L);
    }

    private static ObjectStatus programmed(int proxies, String time, long generation) {
        return new ObjectStatus(
                List.of(
                        Condition.met(
                                ConditionType.PROGRAMMED,
                                "live on %1$d/%1$d proxies".formatted(proxies),
                                time)),
                List.of(),
                Optional.of(generation));
    }

    private static String message(Map<String, Object> status) {
        return status.get("conditions") instanceof List<?> list
                        && list.getFirst() instanceof Map<?, ?> condition
                ? String.valueOf(condition.get("message"))
                : "";
    }

    @Test
    void theTimeOfAGenerationIsToldOnceWhoeverTellsIt() {
        Map<String, Object> there = merged(Map.of(), programmed(2, ", in 8 ms", 3), MONDAY);
        assertThat(message(there)).isEqualTo("live on 2/2 proxies, in 8 ms");

        assertThat(merged(there, programmed(2, ", in 9 ms", 3), TUESDAY)).isEqualTo(there);
        assertThat(merged(there, programmed(2, "", 3), TUESDAY)).isEqualTo(there);
        assertThat(message(merged(there, programmed(3, "", 3), TUESDAY)))
                .isEqualTo("live on 3/3 proxies, in 8 ms");
        assertThat(message(merged(there, programmed(2, ", in 9 ms", 4), TUESDAY)))
                .isEqualTo("live on 2/2 proxies, in 9 ms");
        assertThat(message(merged(there, programmed(2, "", 4), TUESDAY)))
                .isEqualTo("live on 2/2 proxies");
    }
}
