// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/// What Linux says of the established IPv4 connections to a port: whether it will ask the other
/// side if it is still there, and how soon.
final class KeepaliveTimer {
    private static final Path CONNECTIONS = Path.of("/proc/net/tcp");
    private static final String ESTABLISHED = "01";
    private static final String KEEPALIVE = "02";
    private static final int TICKS_PER_SECOND = 100;

    private KeepaliveTimer() {}

    /// Seconds until the first probe; absent where there will be none.
    static OptionalLong seconds(int remotePort) {
        String remote = String.format(Locale.ROOT, ":%04X", remotePort);
        try {
            return Files.readAllLines(CONNECTIONS).stream()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields[2].endsWith(remote) && fields[3].equals(ESTABLISHED))
                    .map(fields -> fields[5].split(":"))
                    .filter(timer -> timer[0].equals(KEEPALIVE))
                    .mapToLong(timer -> Long.parseLong(timer[1], 16) / TICKS_PER_SECOND)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
