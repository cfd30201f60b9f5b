// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Optional;

/// The bounds of a number, which are called alike for numbers of every type.
final class NumberRules {
    private NumberRules() {}

    static Optional<String> broken(Number value, Message rules) {
        double found = unsigned(value, rules);
        String shown = ValueRules.shown(found);
        for (FieldDescriptor field : rules.getAllFields().keySet()) {
            Object bound = rules.getField(field);
            String expected =
                    switch (field.getName()) {
                        case "const" -> found == number(bound, rules) ? "" : shown(bound, rules);
                        case "lt" ->
                                found < number(bound, rules)
                                        ? ""
                                        : "less than " + shown(bound, rules);
                        case "lte" ->
                                found <= number(bound, rules)
                                        ? ""
                                        : "at most " + shown(bound, rules);
                        case "gt" ->
                                found > number(bound, rules)
                                        ? ""
                                        : "more than " + shown(bound, rules);
                        case "gte" ->
                                found >= number(bound, rules)
                                        ? ""
                                        : "at least " + shown(bound, rules);
                        case "in" -> ((List<?>) bound).contains(value) ? "" : "one of " + bound;
                        case "not_in" ->
                                ((List<?>) bound).contains(value) ? "none of " + bound : "";
                        default -> "";
                    };
            if (!expected.isEmpty() && !ignored(found, rules)) {
                return Optional.of("found %s (expected: %s)".formatted(shown, expected));
            }
        }
        return Optional.empty();
    }

    private static boolean ignored(double found, Message rules) {
        FieldDescriptor empty = rules.getDescriptorForType().findFieldByName("ignore_empty");
        return found == 0 && empty != null && (boolean) rules.getField(empty);
    }

    private static String shown(Object bound, Message rules) {
        return ValueRules.shown(number(bound, rules));
    }

    private static double number(Object bound, Message rules) {
        return unsigned((Number) bound, rules);
    }

    private static double unsigned(Number value, Message rules) {
        return switch (rules.getDescriptorForType().getName()) {
            case "UInt32Rules", "Fixed32Rules" -> Integer.toUnsignedLong(value.intValue());
            case "UInt64Rules", "Fixed64Rules" ->
                    value.longValue() >= 0 ? value.longValue() : 0x1p64 + value.longValue();
            default -> value.doubleValue();
        };
    }
}
