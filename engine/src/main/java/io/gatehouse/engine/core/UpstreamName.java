// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import java.util.Optional;

/// Istio's cluster name, `outbound|<port>|<subset>|<host>`.
public record UpstreamName(int port, String subset, String host) {
    @Override
    public String toString() {
        return "outbound|" + port + "|" + subset + "|" + host;
    }

    public static Optional<UpstreamName> parse(String text) {
        String[] parts = text.split("\\|", -1);
        if (parts.length != 4 || !parts[0].equals("outbound") || !parts[1].matches("\\d{1,5}")) {
            return Optional.empty();
        }
        return Optional.of(new UpstreamName(Integer.parseInt(parts[1]), parts[2], parts[3]));
    }
}
