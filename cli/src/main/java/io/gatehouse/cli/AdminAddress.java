// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.admin.AdminServer;
import java.net.URI;
import java.net.URISyntaxException;

/// Where a running control plane is asked.
record AdminAddress(String host, int port) {
    static final String DEFAULT = "127.0.0.1:" + AdminServer.DEFAULT_PORT;

    /// `host:port`, or either alone, or `http://host:port`.
    static AdminAddress parse(String text) {
        String authority = text.startsWith("http://") ? text.substring("http://".length()) : text;
        if (authority.endsWith("/")) {
            authority = authority.substring(0, authority.length() - 1);
        }
        if (!authority.isEmpty() && authority.chars().allMatch(Character::isDigit)) {
            authority = ":" + authority;
        }
        if (authority.startsWith(":")) {
            authority = "127.0.0.1" + authority;
        }
        try {
            URI uri = new URI("http://" + authority);
            boolean valid =
                    uri.getHost() != null
                            && uri.getUserInfo() == null
                            && uri.getRawPath().isEmpty()
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                            && uri.getPort() <= 0xffff;
            if (valid) {
                int port = uri.getPort() < 0 ? AdminServer.DEFAULT_PORT : uri.getPort();
                return new AdminAddress(uri.getHost(), port);
            }
        } catch (URISyntaxException _) {
            // Told below, in our own words.
        }
        throw CommandFailure.wrongUse(
                "--admin found \"%s\" (expected: ADDRESS:PORT, such as %s)"
                        .formatted(text, DEFAULT));
    }

    URI uri(String pathAndQuery) {
        return URI.create("http://" + this + pathAndQuery);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
