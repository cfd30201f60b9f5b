// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The expectations are what `kubectl` makes of these words, tried with Go's `sigs.k8s.io/yaml`.
final class ScalarTest {
    @ParameterizedTest
    @ValueSource(strings = {"yes", "y", "Y", "on", "True", "TRUE", "ON"})
    void wordsOfConsentAreTrue(String text) {
        assertThat(Scalar.resolve(text)).isEqualTo(new Scalar.Flag(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "n", "No", "false"})
    void wordsOfDenialAreFalse(String text) {
        assertThat(Scalar.resolve(text)).isEqualTo(new Scalar.Flag(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "null", "NULL", "Null"})
    void nothing(String text) {
        assertThat(Scalar.resolve(text)).isEqualTo(new Scalar.Nothing());
    }

    @ParameterizedTest
    @CsvSource({
        "0x1F, 31",
        "010, 8",
        "0o10, 8",
        "0b11, 3",
        "1_000, 1000",
        "1__0, 10",
        "+1, 1",
        "-0, 0",
        "-0x1F, -31",
        "0777_, 511",
        "0o777_, 511",
        "12345678901234567890, 12345678901234567890"
    })
    void wholeNumbers(String text, BigInteger value) {
        assertThat(Scalar.resolve(text)).isEqualTo(new Scalar.Whole(value));
    }

    @ParameterizedTest
    @CsvSource({
        "1e3, 1000",
        ".5, 0.5",
        "5., 5",
        "1., 1",
        "1.5e3, 1500",
        "08, 8",
        "+.5, 0.5",
        "1E5, 100000"
    })
    void fractions(String text, double value) {
        assertThat(Scalar.resolve(text)).isEqualTo(new Scalar.Fraction(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tRue",
                "12:30",
                "190:20:30",
                "2001-01-01",
                "2024-01-01T00:00:00Z",
                "=",
                "_1",
                "0x",
                "1e",
                "1s",
                "-",
                "+",
                ".",
                "1.2.3.4",
                "*"
            })
    void everythingElseIsText(String text) {
        assertThat(Scalar.resolve(text)).isEqualTo(new Scalar.Text(text));
    }
}
