// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.server.status.Condition.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The conditions of one object.
///
/// @param served whether some version of it is served
/// @param refused whether its newest version is not
record ObjectConditions(
        List<Finding> findings, Delivery delivery, boolean served, boolean refused) {
    private static final String NO_PROXY = "NoProxy";
    private static final String SILENT = "ReplicaSilent";

    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::severity)
                    .thenComparing(Finding::code)
                    .thenComparing(f -> f.field().text())
                    .thenComparing(Finding::message);

    Condition accepted() {
        String before = served ? "; the version before goes on being served" : "";
        return failed(ConditionType.ACCEPTED, "", refused ? before : "")
                .orElseGet(() -> Condition.met(ConditionType.ACCEPTED, "valid"));
    }

    Condition resolvedRefs() {
        if (!served) {
            return new Condition(
                    ConditionType.RESOLVED_REFS,
                    Status.UNKNOWN,
                    "NotAccepted",
                    "not looked for, since the object was not accepted");
        }
        return failed(ConditionType.RESOLVED_REFS, "", "").orElseGet(this::noneMissing);
    }

    /// Much is looked for only for the proxies that need it.
    private Condition noneMissing() {
        return delivery.proxies().isEmpty()
                ? new Condition(
                        ConditionType.RESOLVED_REFS,
                        Status.UNKNOWN,
                        unknown(),
                        "not looked for, since no gateway proxy that it applies to is connected"
                                + delivery.silence())
                : Condition.met(ConditionType.RESOLVED_REFS, "all that it names exists");
    }

    Condition programmed() {
        if (refused || !served) {
            String message =
                    served
                            ? "the version before is " + delivery.summary()
                            : "no version of the object is served";
            return programmed(Status.FALSE, "NotAccepted", message);
        }
        if (delivery.proxies().isEmpty()) {
            return programmed(
                    Status.UNKNOWN,
                    unknown(),
                    "no gateway proxy that it applies to is connected" + delivery.silence());
        }
        String refusals = refusals();
        if (!refusals.isEmpty()) {
            return programmed(Status.FALSE, "Refused", delivery.summary() + "; " + refusals);
        }
        return failed(ConditionType.PROGRAMMED, delivery.summary() + "; ", "")
                .orElseGet(() ->
                        delivery.complete()
                                ? Condition.met(
                                        ConditionType.PROGRAMMED,
                                        delivery.summary(),
                                        delivery.time())
                                : programmed(
                                        Status.UNKNOWN,
                                        delivery.silent() > 0 ? SILENT : "Pending",
                                        delivery.summary()));
    }

    private String unknown() {
        return delivery.silent() > 0 ? SILENT : NO_PROXY;
    }

    private static Condition programmed(Status status, String reason, String message) {
        return new Condition(ConditionType.PROGRAMMED, status, reason, message);
    }

    private String refusals() {
        return delivery.proxies().stream()
                .filter(p -> p.state() instanceof Delivery.State.Refused)
                .map(p -> p.node() + " refused " + ((Delivery.State.Refused) p.state()).what())
                .collect(Collectors.joining("; "));
    }

    /// The worst finding that makes the condition false, and how many more do.
    private Optional<Condition> failed(ConditionType type, String before, String after) {
        List<Finding> reasons =
                findings.stream()
                        .filter(f ->
                                FindingConditions.of(f.code()).filter(type::equals).isPresent())
                        .filter(this::everywhere)
                        .sorted(WORST_FIRST)
                        .toList();
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        Finding worst = reasons.getFirst();
        String place = worst.field().text().isEmpty() ? "" : worst.field().text() + ": ";
        String more = reasons.size() == 1 ? "" : " (and %d more)".formatted(reasons.size() - 1);
        return Optional.of(
                new Condition(
                        type,
                        Status.FALSE,
                        ValidationMessage.name(worst.code()),
                        before + place + worst.message() + more + after));
    }

    /// One gateway may use a rule that another does not; then it is accepted.
    private boolean everywhere(Finding finding) {
        return finding.code() != FindingCode.RULE_NOT_USED || delivery.proxies().size() <= 1;
    }
}
