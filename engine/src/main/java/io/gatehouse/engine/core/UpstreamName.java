// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Istio's cluster name, `outbound|<port>|<subset>|<host>`; of upstreams that are handed mutual TLS
/// of the mesh unopened, which clients name by SNI, `outbound_.<port>_.<subset>_.<host>`.
///
/// @param bySni whether it is of the second form
public record UpstreamName(int port, String subset, String host, boolean bySni) {
    private static final Pattern NAME =
            Pattern.compile("outbound\\|(\\d{1,5})\\|([^|]*)\\|([^|]*)");
    private static final Pattern NAME_BY_SNI =
            Pattern.compile("outbound_\\.(\\d{1,5})_\\.(.*?)_\\.(.*)");

    public UpstreamName(int port, String subset, String host) {
        this(port, subset, host, false);
    }

    @Override
    public String toString() {
        String separator = bySni ? "_." : "|";
        return String.join(separator, "outbound", Integer.toString(port), subset, host);
    }

    public static Optional<UpstreamName> parse(String text) {
        Matcher name = NAME.matcher(text);
        if (name.matches()) {
            return Optional.of(of(name, false));
        }
        Matcher bySni = NAME_BY_SNI.matcher(text);
        return bySni.matches() ? Optional.of(of(bySni, true)) : Optional.empty();
    }

    private static UpstreamName of(Matcher matched, boolean bySni) {
        return new UpstreamName(
                Integer.parseInt(matched.group(1)), matched.group(2), matched.group(3), bySni);
    }
}
