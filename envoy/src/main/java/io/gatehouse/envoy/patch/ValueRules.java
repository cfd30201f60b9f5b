// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.envoyproxy.pgv.validate.Validate.DurationRules;
import io.envoyproxy.pgv.validate.Validate.EnumRules;
import io.envoyproxy.pgv.validate.Validate.FieldRules;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The rules for one value, and what is found against them.
final class ValueRules {
    private ValueRules() {}

    /// @param defined whether a number that stands for an enum's value is one that there is
    static Optional<String> broken(Object value, boolean defined, FieldRules rules) {
        return switch (rules.getTypeCase()) {
            case STRING -> TextRules.broken((String) value, rules.getString());
            case BYTES ->
                    range(
                            "bytes",
                            ((ByteString) value).size(),
                            rules.getBytes().getMinLen(),
                            rules.getBytes().getMaxLen());
            case BOOL ->
                    rules.getBool().hasConst() && !value.equals(rules.getBool().getConst())
                            ? Optional.of(
                                    "found %s (expected: %s)".formatted(value, !(boolean) value))
                            : Optional.empty();
            case ENUM -> choice((int) value, defined, rules.getEnum());
            case FLOAT,
                    DOUBLE,
                    INT32,
                    INT64,
                    UINT32,
                    UINT64,
                    SINT32,
                    SINT64,
                    FIXED32,
                    FIXED64,
                    SFIXED32,
                    SFIXED64 ->
                    NumberRules.broken((Number) value, typed(rules));
            case REPEATED, MAP, ANY, DURATION, TIMESTAMP, TYPE_NOT_SET -> Optional.empty();
        };
    }

    /// The rules of the number's own type.
    private static Message typed(FieldRules rules) {
        FieldDescriptor set =
                rules.getOneofFieldDescriptor(FieldRules.getDescriptor().getOneofs().getFirst());
        return (Message) rules.getField(set);
    }

    static Optional<String> size(List<?> values, FieldRules rules) {
        Optional<String> count =
                switch (rules.getTypeCase()) {
                    case REPEATED ->
                            range(
                                    "items",
                                    values.size(),
                                    rules.getRepeated().getMinItems(),
                                    rules.getRepeated().getMaxItems());
                    case MAP ->
                            range(
                                    "entries",
                                    values.size(),
                                    rules.getMap().getMinPairs(),
                                    rules.getMap().getMaxPairs());
                    default -> Optional.empty();
                };
        boolean twice =
                rules.getRepeated().getUnique()
                        && new HashSet<Object>(values).size() < values.size();
        return twice ? Optional.of("found an item twice (expected: items that differ)") : count;
    }

    /// @param atMost 0 means any
    private static Optional<String> range(String what, long found, long atLeast, long atMost) {
        if (found < atLeast) {
            return Optional.of(
                    "found %d %s (expected: at least %d)".formatted(found, what, atLeast));
        }
        return atMost > 0 && found > atMost
                ? Optional.of("found %d %s (expected: at most %d)".formatted(found, what, atMost))
                : Optional.empty();
    }

    private static Optional<String> choice(int number, boolean defined, EnumRules rules) {
        boolean allowed =
                (!rules.getDefinedOnly() || defined)
                        && (!rules.hasConst() || number == rules.getConst())
                        && (rules.getInCount() == 0 || rules.getInList().contains(number))
                        && !rules.getNotInList().contains(number);
        return allowed
                ? Optional.empty()
                : Optional.of(
                        "found the value with number %d, which is not allowed here"
                                .formatted(number));
    }

    static Optional<String> duration(Message duration, FieldRules rules) {
        DurationRules bounds = rules.getDuration();
        double found = seconds(duration);
        if (bounds.hasGt() && found <= seconds(bounds.getGt())) {
            return Optional.of(
                    "found %ss (expected: more than %ss)"
                            .formatted(shown(found), shown(seconds(bounds.getGt()))));
        }
        if (bounds.hasGte() && found < seconds(bounds.getGte())) {
            return Optional.of(
                    "found %ss (expected: at least %ss)"
                            .formatted(shown(found), shown(seconds(bounds.getGte()))));
        }
        if (bounds.hasLt() && found >= seconds(bounds.getLt())) {
            return Optional.of(
                    "found %ss (expected: less than %ss)"
                            .formatted(shown(found), shown(seconds(bounds.getLt()))));
        }
        return bounds.hasLte() && found > seconds(bounds.getLte())
                ? Optional.of(
                        "found %ss (expected: at most %ss)"
                                .formatted(shown(found), shown(seconds(bounds.getLte()))))
                : Optional.empty();
    }

    private static double seconds(Message duration) {
        List<FieldDescriptor> fields = duration.getDescriptorForType().getFields();
        return (long) duration.getField(fields.get(0))
                + (int) duration.getField(fields.get(1)) / 1e9;
    }

    static String shown(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    static Optional<String> any(Message any, FieldRules rules) {
        String url = (String) any.getField(any.getDescriptorForType().findFieldByNumber(1));
        boolean allowed =
                (rules.getAny().getInCount() == 0 || rules.getAny().getInList().contains(url))
                        && !rules.getAny().getNotInList().contains(url);
        return allowed
                ? Optional.empty()
                : Optional.of("found %s, which is not allowed here".formatted(url));
    }
}
