// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import io.gatehouse.config.Bytes;
import io.gatehouse.config.FieldPath;
import io.gatehouse.config.core.IntOrString;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// A value that is written as one scalar.
///
/// @param expected names the value to users, for `found … (expected: …)`
/// @param parser empty for a scalar that is no such value
record ScalarCodec(
        String expected,
        Object absent,
        Function<Scalar, Optional<?>> parser,
        UnaryOperator<Object> writer)
        implements ValueCodec {
    static final ScalarCodec TEXT =
            new ScalarCodec(
                    "a text, in quotes if it looks like a number or boolean",
                    "",
                    ScalarCodec::text,
                    value -> value);
    static final ScalarCodec WHOLE =
            new ScalarCodec(
                    "a whole number, without quotes",
                    0,
                    scalar -> whole(scalar, Integer.SIZE).map(BigInteger::intValueExact),
                    value -> value);
    static final ScalarCodec LONG =
            new ScalarCodec(
                    "a whole number, without quotes",
                    0L,
                    scalar -> whole(scalar, Long.SIZE).map(BigInteger::longValueExact),
                    value -> value);
    static final ScalarCodec FRACTION =
            new ScalarCodec("a number, without quotes", 0.0, ScalarCodec::fraction, value -> value);
    static final ScalarCodec FLAG =
            new ScalarCodec(
                    "true or false, without quotes",
                    false,
                    scalar ->
                            scalar instanceof Scalar.Flag(boolean value)
                                    ? Optional.of(value)
                                    : Optional.empty(),
                    value -> value);
    static final ScalarCodec DURATION =
            new ScalarCodec(
                    "a duration such as 5s, 1.5s, 100ms or 1m30s",
                    Duration.ZERO,
                    scalar -> text(scalar).flatMap(DurationText::parse),
                    value -> DurationText.format((Duration) value));
    static final ScalarCodec INSTANT =
            new ScalarCodec(
                    "a time such as 2026-01-31T12:00:00Z",
                    Instant.EPOCH,
                    scalar -> text(scalar).flatMap(ScalarCodec::instant),
                    Object::toString);
    static final ScalarCodec BYTES =
            new ScalarCodec(
                    "base64",
                    Bytes.utf8(""),
                    scalar -> text(scalar).flatMap(ScalarCodec::bytes),
                    value -> ((Bytes) value).base64());
    static final ScalarCodec INT_OR_STRING =
            new ScalarCodec(
                    "a port number or name",
                    new IntOrString.Int(0),
                    ScalarCodec::intOrString,
                    value ->
                            switch ((IntOrString) value) {
                                case IntOrString.Int(int number) -> number;
                                case IntOrString.Text(String text) -> text;
                            });

    @Override
    public @Nullable Object read(Node node, FieldPath path, Problems problems) {
        Optional<?> value =
                node instanceof ScalarNode scalar
                        ? parser.apply(Scalar.of(scalar))
                        : Optional.empty();
        if (value.isPresent()) {
            return value.get();
        }
        problems.invalid(node, path, expected);
        return null;
    }

    @Override
    public Object write(Object value) {
        return writer.apply(value);
    }

    private static Optional<String> text(Scalar scalar) {
        return scalar instanceof Scalar.Text(String value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<BigInteger> whole(Scalar scalar, int bits) {
        return switch (scalar) {
            case Scalar.Whole(BigInteger value) when value.bitLength() < bits -> Optional.of(value);
            case Scalar.Fraction(double value)
                    when value == Math.rint(value) && Math.abs(value) < 1L << 53 ->
                    whole(new Scalar.Whole(BigInteger.valueOf((long) value)), bits);
            default -> Optional.empty();
        };
    }

    private static Optional<Double> fraction(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Whole(BigInteger value) -> Optional.of(value.doubleValue());
            case Scalar.Fraction(double value) when Double.isFinite(value) -> Optional.of(value);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<Bytes> bytes(String text) {
        try {
            return Optional.of(Bytes.base64(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<IntOrString> intOrString(Scalar scalar) {
        Optional<IntOrString> name = text(scalar).map(IntOrString.Text::new);
        return name.isPresent()
                ? name
                : whole(scalar, Integer.SIZE).map(n -> new IntOrString.Int(n.intValueExact()));
    }
}
