// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

import java.util.Collections;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which local ports stand for which ports of the gateway's Service: `--ports 80=18080,443=18443`.
///
/// @param localPorts by port of the Service
public record PortMapping(SortedMap<Integer, Integer> localPorts) {
    public static final PortMapping NONE = new PortMapping(new TreeMap<>());

    public PortMapping {
        localPorts = Collections.unmodifiableSortedMap(new TreeMap<>(localPorts));
    }

    /// Of the text as on the command line.
    ///
    /// @throws IllegalArgumentException with one sentence for the user where it is not one
    public static PortMapping parse(String text) {
        SortedMap<Integer, Integer> localPorts = new TreeMap<>();
        Set<Integer> taken = new HashSet<>();
        for (String pair : text.split(",", -1)) {
            String[] sides = pair.split("=", -1);
            if (sides.length != 2) {
                throw refusal(text, "\"%s\" is not SERVICE_PORT=LOCAL_PORT".formatted(pair));
            }
            int servicePort = port(text, sides[0]);
            int localPort = port(text, sides[1]);
            if (localPorts.putIfAbsent(servicePort, localPort) != null) {
                throw refusal(text, "service port %d is there twice".formatted(servicePort));
            }
            if (!taken.add(localPort)) {
                throw refusal(text, "local port %d is there twice".formatted(localPort));
            }
        }
        return new PortMapping(localPorts);
    }

    OptionalInt localPort(int servicePort) {
        Integer local = localPorts.get(servicePort);
        return local == null ? OptionalInt.empty() : OptionalInt.of(local);
    }

    private static int port(String text, String number) {
        try {
            int port = Integer.parseInt(number.strip());
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw refusal(text, "\"%s\" is not a port number from 1 to 65535".formatted(number));
    }

    private static IllegalArgumentException refusal(String text, String reason) {
        return new IllegalArgumentException(
                "--ports %s: %s; write it like 80=18080,443=18443.".formatted(text, reason));
    }
}
