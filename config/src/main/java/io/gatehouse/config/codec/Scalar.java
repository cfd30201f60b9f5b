// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// What a scalar means, by the rules of kubectl: those of YAML 1.1 as Go's YAML library has them. A
/// file is then read here as it is in a cluster.
sealed interface Scalar {
    record Text(String value) implements Scalar {}

    record Whole(BigInteger value) implements Scalar {}

    record Fraction(double value) implements Scalar {}

    record Flag(boolean value) implements Scalar {}

    record Nothing() implements Scalar {}

    Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    Pattern WHOLE =
            Pattern.compile("([-+]?)(?:0b([01]+)|0x([0-9a-fA-F]+)|0o?([0-7]+)|(0|[1-9][0-9]*))");
    Pattern FRACTION =
            Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");

    /// No number that any field holds is longer; longer ones are not worth the time to compute
    /// them.
    int MAX_NUMBER_LENGTH = 64;

    static Scalar of(ScalarNode node) {
        return node.isPlain() ? resolve(node.getValue()) : new Text(node.getValue());
    }

    /// What `text` means when it stands without quotes.
    static Scalar resolve(String text) {
        if (NOTHING.contains(text)) {
            return new Nothing();
        }
        if (TRUE.contains(text)) {
            return new Flag(true);
        }
        if (FALSE.contains(text)) {
            return new Flag(false);
        }
        return number(text).orElseGet(() -> new Text(text));
    }

    private static Optional<Scalar> number(String text) {
        char first = text.charAt(0);
        boolean possible = (first >= '0' && first <= '9') || "+-.".indexOf(first) >= 0;
        if (!possible || text.length() > MAX_NUMBER_LENGTH) {
            return Optional.empty();
        }
        String digits = text.replace("_", "");
        var whole = WHOLE.matcher(digits);
        if (whole.matches()) {
            int[] radixes = {2, 16, 8, 10};
            for (int group = 2; group <= 5; group++) {
                String number = whole.group(group);
                if (number != null) {
                    BigInteger value = new BigInteger(number, radixes[group - 2]);
                    return Optional.of(
                            new Whole("-".equals(whole.group(1)) ? value.negate() : value));
                }
            }
        }
        if (FRACTION.matcher(digits).matches()) {
            return Optional.of(new Fraction(Double.parseDouble(digits)));
        }
        return Optional.empty();
    }
}
