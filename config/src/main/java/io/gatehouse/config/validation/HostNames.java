// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Istio's rules for DNS names, wildcards and addresses.
final class HostNames {
    static final String LABEL_RULE =
            "at most 63 letters, digits and -, with a letter or digit at both ends";

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_LABEL = 63;
    private static final String LABEL_PATTERN = "[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?";
    private static final Pattern LABEL = Pattern.compile(LABEL_PATTERN);
    private static final Pattern FIRST_LABEL = Pattern.compile("\\*|(?:\\*-?)?" + LABEL_PATTERN);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern PREFIX_LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE);

    private HostNames() {}

    static boolean isLabel(String text) {
        return text.length() <= LONGEST_LABEL && LABEL.matcher(text).matches();
    }

    static boolean isAddress(String text) {
        if (text.indexOf(':') < 0) {
            return IPV4.matcher(text).matches();
        }
        if (text.indexOf('[') >= 0 || text.indexOf('%') >= 0) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    static Optional<String> labelProblem(String text) {
        return isLabel(text)
                ? Optional.empty()
                : Optional.of("found %s (expected: %s)".formatted(Scope.quote(text), LABEL_RULE));
    }

    /// Whether the text is an address, or one with the length of a prefix: `10.0.0.0/8`.
    static boolean isAddressOrRange(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return isAddress(text);
        }
        String address = text.substring(0, slash);
        String length = text.substring(slash + 1);
        int longest = address.indexOf(':') >= 0 ? 128 : 32;
        return isAddress(address)
                && PREFIX_LENGTH.matcher(length).matches()
                && Integer.parseInt(length) <= longest;
    }

    /// What is wrong with a DNS name whose first label may be or start with `*`.
    static Optional<String> wildcardProblem(String name) {
        if (name.isEmpty()) {
            return Optional.of("a host must not be empty");
        }
        if (name.length() > LONGEST_NAME) {
            return Optional.of(
                    "found a name of %d characters (expected: at most %d)"
                            .formatted(name.length(), LONGEST_NAME));
        }
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        if (first.length() > LONGEST_LABEL || !FIRST_LABEL.matcher(first).matches()) {
            return Optional.of(badLabel(name, first, name.indexOf('*') > 0));
        }
        return dot < 0 ? Optional.empty() : labelsProblem(name, name.substring(dot + 1));
    }

    /// What is wrong with a DNS name without wildcard.
    static Optional<String> nameProblem(String name) {
        return name.startsWith("*")
                ? Optional.of(badLabel(name, name, false))
                : wildcardProblem(name);
    }

    private static Optional<String> labelsProblem(String name, String rest) {
        String[] labels = rest.split("\\.", -1);
        String last = labels[labels.length - 1];
        if (NUMBER.matcher(last).matches()) {
            return Optional.of(
                    "found %s, whose last part is a number (expected: a DNS name or an IP address)"
                            .formatted(Scope.quote(name)));
        }
        for (int i = 0; i < labels.length; i++) {
            boolean trailingDot = i == labels.length - 1 && last.isEmpty();
            if (!trailingDot && !isLabel(labels[i])) {
                return Optional.of(badLabel(name, labels[i], labels[i].indexOf('*') >= 0));
            }
        }
        return Optional.empty();
    }

    private static String badLabel(String name, String label, boolean wildcardWithin) {
        return "found %s, in which %s is no DNS label (expected: %s%s)"
                .formatted(
                        Scope.quote(name),
                        Scope.quote(label),
                        LABEL_RULE,
                        wildcardWithin ? "; a wildcard may only come first" : "");
    }

    /// Whether some host is matched by both names, either of which may start with `*`.
    static boolean overlap(String a, String b) {
        boolean wildA = a.startsWith("*");
        boolean wildB = b.startsWith("*");
        if (wildA && wildB) {
            return a.length() < b.length()
                    ? b.endsWith(a.substring(1))
                    : a.endsWith(b.substring(1));
        }
        if (wildA) {
            return b.endsWith(a.substring(1));
        }
        return wildB ? a.endsWith(b.substring(1)) : a.equals(b);
    }

    /// Whether `inner` matches only what `outer` matches too.
    static boolean covers(String outer, String inner) {
        if (outer.startsWith("*")) {
            return inner.startsWith("*")
                    ? inner.length() >= outer.length()
                            && inner.substring(1).endsWith(outer.substring(1))
                    : inner.endsWith(outer.substring(1));
        }
        return outer.equals(inner);
    }
}
