// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// TCP ports of the loopback address that nothing listens on at the moment of asking. They lie
/// below those that the system hands out by itself, and none is given twice: nobody takes one
/// before it is used, and one that is to stay closed stays so.
public final class Ports {
    private static final int FIRST = 10_000;
    private static final int COUNT = 20_000;

    /// Starts anywhere, as other test runs may be on this machine.
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private Ports() {}

    public static int free() {
        return free(1).getFirst();
    }

    /// So many different ports.
    public static List<Integer> free(int count) {
        return Stream.generate(() -> FIRST + NEXT.getAndIncrement() % COUNT)
                .limit(COUNT)
                .filter(Ports::isFree)
                .limit(count)
                .toList();
    }

    /// Whether somebody takes connections there.
    public static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
