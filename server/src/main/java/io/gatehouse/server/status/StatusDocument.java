// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `status` of an object as JSON. What others have written stays as and where it is: conditions
/// of other types, messages with other codes, and all other fields. So does the time that a
/// generation took, which is told once.
final class StatusDocument {
    private static final String CONDITIONS = "conditions";
    private static final String MESSAGES = "validationMessages";
    private static final String GENERATION = "observedGeneration";

    private static final Pattern TIME = Pattern.compile(", in \\d+ ms$");

    private StatusDocument() {}

    /// Equal to what is there if there is nothing to write.
    ///
    /// @param generation the object's own, for a status that speaks of the newest
    static Map<String, Object> merge(
            Map<String, Object> there, ObjectStatus wanted, long generation, Instant now) {
        Map<String, Object> merged = new LinkedHashMap<>(there);
        long observed = wanted.observedGeneration().orElse(generation);
        boolean same =
                there.get(GENERATION) instanceof Number number && number.longValue() == observed;
        if (!same) {
            merged.put(GENERATION, observed);
        }
        merged.put(CONDITIONS, conditions(list(there, CONDITIONS), wanted.conditions(), same, now));
        List<Object> messages = messages(list(there, MESSAGES), wanted.messages());
        if (messages.isEmpty()) {
            merged.remove(MESSAGES);
        } else {
            merged.put(MESSAGES, messages);
        }
        return merged;
    }

    private static List<Object> conditions(
            List<?> there, List<Condition> wanted, boolean same, Instant now) {
        List<Object> merged = new ArrayList<>(there);
        for (Condition condition : wanted) {
            int index = index(merged, condition.type());
            if (index < 0) {
                merged.add(entry(condition, condition.time(), time(now)));
            } else {
                Map<?, ?> before = (Map<?, ?>) merged.get(index);
                merged.set(
                        index,
                        entry(
                                condition,
                                same ? took(before, condition) : condition.time(),
                                transition(before, condition, now)));
            }
        }
        return merged;
    }

    private static int index(List<Object> conditions, ConditionType type) {
        for (int i = 0; i < conditions.size(); i++) {
            if (conditions.get(i) instanceof Map<?, ?> entry
                    && type.text().equals(entry.get("type"))) {
                return i;
            }
        }
        return -1;
    }

    /// The time that is told already, if there is one.
    private static String took(Map<?, ?> before, Condition condition) {
        boolean met =
                condition.type() == ConditionType.PROGRAMMED
                        && condition.status() == Condition.Status.TRUE
                        && Condition.Status.TRUE.text().equals(before.get("status"));
        Matcher time = TIME.matcher(String.valueOf(before.get("message")));
        return met && time.find() ? time.group() : condition.time();
    }

    private static Map<String, Object> entry(Condition condition, String time, String transition) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", condition.type().text());
        entry.put("status", condition.status().text());
        entry.put("reason", condition.reason());
        entry.put("message", condition.message() + time);
        entry.put("lastTransitionTime", transition);
        return entry;
    }

    private static String transition(Map<?, ?> before, Condition condition, Instant now) {
        boolean same = condition.status().text().equals(before.get("status"));
        return same && before.get("lastTransitionTime") instanceof String time ? time : time(now);
    }

    private static String time(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static List<Object> messages(List<?> there, List<ValidationMessage> wanted) {
        List<Object> merged = new ArrayList<>();
        there.stream().filter(message -> !own(message)).forEach(merged::add);
        wanted.forEach(message ->
                merged.add(
                        Map.of(
                                "type",
                                Map.of("name", message.name(), "code", message.code()),
                                "level",
                                message.level().name())));
        return merged;
    }

    private static boolean own(Object message) {
        return message instanceof Map<?, ?> entry
                && entry.get("type") instanceof Map<?, ?> type
                && type.get("code") instanceof String code
                && code.startsWith(ValidationMessage.CODE_PREFIX);
    }

    private static List<?> list(Map<String, Object> status, String field) {
        return Optional.ofNullable(status.get(field))
                .filter(List.class::isInstance)
                .<List<?>>map(value -> (List<?>) value)
                .orElse(List.of());
    }
}
