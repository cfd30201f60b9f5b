// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.envoy.bootstrap.HostAndPort;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `HOST:PORT`; IPv6 in brackets.
final class HostPortOption {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([^:/\\[\\]\\s]+)):([0-9]{1,5})");

    private HostPortOption() {}

    static HostAndPort parse(String option, String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches() && Integer.parseInt(form.group(3)) <= 0xffff) {
            String host = form.group(1) == null ? form.group(2) : form.group(1);
            return new HostAndPort(host, Integer.parseInt(form.group(3)));
        }
        throw CommandFailure.wrongUse(
                "%s found \"%s\" (expected: HOST:PORT)".formatted(option, text));
    }
}
