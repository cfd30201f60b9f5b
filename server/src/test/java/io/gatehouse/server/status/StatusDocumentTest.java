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
}
