// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.patch;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/// Single values as protobuf's JSON has them: numbers also as text, enums by name or number.
final class ScalarReader {
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    private ScalarReader() {}

    static Optional<Object> read(FieldDescriptor field, Object tree) {
        return switch (field.getType()) {
            case STRING -> Optional.of(tree).filter(String.class::isInstance);
            case BYTES -> bytes(tree);
            case BOOL -> flag(tree);
            case INT32, SINT32, SFIXED32 ->
                    whole(tree)
                            .filter(n -> n >= Integer.MIN_VALUE && n <= Integer.MAX_VALUE)
                            .map(Long::intValue);
            case UINT32, FIXED32 ->
                    whole(tree).filter(n -> n >= 0 && n <= UNSIGNED_INT).map(Long::intValue);
            case INT64, SINT64, SFIXED64 -> whole(tree).map(n -> n);
            case UINT64, FIXED64 -> unsigned(tree);
            case FLOAT -> fraction(tree).map(Double::floatValue);
            case DOUBLE -> fraction(tree).map(n -> n);
            case ENUM -> choice(field, tree);
            case MESSAGE, GROUP -> Optional.empty();
        };
    }

    static String expected(FieldDescriptor field) {
        return switch (field.getType()) {
            case STRING -> "a text, in quotes if it looks like a number or boolean";
            case BYTES -> "base64";
            case BOOL -> "true or false";
            case FLOAT, DOUBLE -> "a number";
            case UINT32, FIXED32, UINT64, FIXED64 -> "a whole number, 0 or more";
            case ENUM ->
                    field.getEnumType().getValues().stream()
                            .map(EnumValueDescriptor::getName)
                            .limit(20)
                            .collect(Collectors.joining(", ", "one of ", ""));
            default -> "a whole number";
        };
    }

    private static Optional<Object> bytes(Object tree) {
        try {
            return tree instanceof String text
                    ? Optional.of(ByteString.copyFrom(Base64.getDecoder().decode(text)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Object> flag(Object tree) {
        return switch (tree) {
            case Boolean flag -> Optional.of(flag);
            case String text when text.equals("true") -> Optional.of(true);
            case String text when text.equals("false") -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Long> whole(Object tree) {
        try {
            return switch (tree) {
                case Long number -> Optional.of(number);
                case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p63 ->
                        Optional.of(number.longValue());
                case String text -> Optional.of(Long.parseLong(text));
                default -> Optional.empty();
            };
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Object> unsigned(Object tree) {
        try {
            return tree instanceof String text
                    ? Optional.of(Long.parseUnsignedLong(text))
                    : whole(tree).filter(n -> n >= 0).map(n -> n);
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Double> fraction(Object tree) {
        try {
            return switch (tree) {
                case Long number -> Optional.of(number.doubleValue());
                case Double number -> Optional.of(number);
                case String text -> Optional.of(Double.parseDouble(text));
                default -> Optional.empty();
            };
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Object> choice(FieldDescriptor field, Object tree) {
        return switch (tree) {
            case String name ->
                    Optional.ofNullable((Object) field.getEnumType().findValueByName(name));
            case Long number when number == number.intValue() ->
                    Optional.ofNullable(
                            (Object) field.getEnumType().findValueByNumber(number.intValue()));
            default -> Optional.empty();
        };
    }
}
