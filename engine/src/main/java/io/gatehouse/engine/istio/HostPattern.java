// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.ValueMatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `hosts` of an AuthorizationPolicy, which are compared without regard to case.
///
/// Where a match refuses, a host is the same with a port or a final dot, since it is routed alike;
/// Istio compares the text alone, so that a client gets past by adding either.
final class HostPattern {
    private static final String ANY_CASE = "(?i)";
    private static final String END = "\\.*(?::.*)?";
    private static final Pattern WITH_PORT = Pattern.compile("(.*[^:]):([0-9]+)");

    private HostPattern() {}

    /// @param wide whether a match refuses
    static ValueMatch of(String host, boolean wide) {
        if (host.equals("*")) {
            return new ValueMatch.Present();
        }
        if (host.startsWith("*")) {
            return regex(".*" + body(host.substring(1), wide));
        }
        return host.endsWith("*")
                ? regex(ValuePattern.quote(host.substring(0, host.length() - 1)) + ".*")
                : regex(body(host, wide));
    }

    private static String body(String host, boolean wide) {
        if (!wide) {
            return ValuePattern.quote(host);
        }
        Matcher port = WITH_PORT.matcher(host);
        return port.matches()
                ? ValuePattern.quote(port.group(1)) + "\\.*:0*" + port.group(2)
                : ValuePattern.quote(withoutDot(host)) + END;
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static ValueMatch regex(String expression) {
        return new ValueMatch.Regex(ANY_CASE + expression);
    }
}
