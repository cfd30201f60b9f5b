// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Sends GET requests over keep-alive connections and times each of them. A line of the standard
/// input orders a load, and a line of the standard output answers it (see [Load#order]). A request
/// that is not answered by 200 ends everything.
final class Load {
    private Load() {}

    static void main() throws Exception {
        for (String line; (line = IO.readln()) != null; ) {
            IO.println(order(line.split(" ")).collect(Collectors.joining(" ")));
        }
    }

    /// `PORT CONNECTIONS RATE SECONDS HOSTS PATTERN`: to the hosts that are named `PATTERN` with 0
    /// to `HOSTS` - 1 for its `%d`. `RATE` requests a second are sent on schedule, over all
    /// connections together, however long others take; with 0 each connection sends as soon as it
    /// has been answered. Neighbouring requests are to different hosts.
    ///
    /// Answers `LATENCY/LATENESS` for each request, in microseconds: from when it was due until the
    /// end of its answer, and of that how late it was sent though its connection was free.
    private static Stream<String> order(String[] words) throws Exception {
        int connections = Integer.parseInt(words[1]);
        int rate = Integer.parseInt(words[2]);
        byte[][] requests =
                IntStream.range(0, Integer.parseInt(words[4]))
                        .mapToObj(words[5]::formatted)
                        .map(host -> "GET / HTTP/1.1\r\nhost: " + host + "\r\n\r\n")
                        .map(request -> request.getBytes(StandardCharsets.US_ASCII))
                        .toArray(byte[][]::new);
        long start = System.nanoTime() + 100_000_000;
        long end = start + (long) (Double.parseDouble(words[3]) * 1e9);
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Socket socket = new Socket("127.0.0.1", Integer.parseInt(words[0]));
            all.add(new Connection(socket, i, connections, rate, requests, start, end));
        }
        try (var threads = Executors.newFixedThreadPool(connections)) {
            List<String> answers = new ArrayList<>();
            for (Future<int[]> timed : threads.invokeAll(all)) {
                int[] times = timed.get();
                for (int i = 0; i < times.length; i += 2) {
                    answers.add(times[i] + "/" + times[i + 1]);
                }
            }
            return answers.stream();
        }
    }

    /// Sends the requests number `first`, `first + step`, `first + 2 * step`, …
    private record Connection(
            Socket socket, int first, int step, int rate, byte[][] requests, long start, long end)
            implements Callable<int[]> {
        @Override
        public int[] call() throws IOException {
            int[] times = new int[1 << 14];
            int used = 0;
            byte[] buffer = new byte[1 << 16];
            try (socket) {
                socket.setTcpNoDelay(true);
                long free = start;
                for (long number = first; ; number += step) {
                    long due = rate == 0 ? free : start + number * 1_000_000_000 / rate;
                    if (due >= end) {
                        return Arrays.copyOf(times, used);
                    }
                    for (long now; (now = System.nanoTime()) < due; ) {
                        LockSupport.parkNanos(due - now);
                    }
                    long sent = System.nanoTime();
                    int host = (int) (number * 7919 % requests.length);
                    socket.getOutputStream().write(requests[host]);
                    receive(socket.getInputStream(), buffer);
                    if (used == times.length) {
                        times = Arrays.copyOf(times, 2 * used);
                    }
                    times[used + 1] = microseconds(sent, Math.max(due, free));
                    free = System.nanoTime();
                    times[used] = microseconds(free, due);
                    used += 2;
                }
            }
        }

        private static int microseconds(long later, long earlier) {
            return (int) ((later - earlier) / 1000);
        }

        private static void receive(InputStream in, byte[] buffer) throws IOException {
            int read = 0;
            for (int expected = Integer.MAX_VALUE; read < expected; ) {
                int more = in.read(buffer, read, buffer.length - read);
                if (more < 0) {
                    throw new IOException("the gateway closed the connection");
                }
                read += more;
                if (expected == Integer.MAX_VALUE) {
                    expected = length(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
                }
            }
        }

        /// How long the answer is that begins so, as far as that is known.
        private static int length(String text) throws IOException {
            int head = text.indexOf("\r\n\r\n");
            if (head < 0) {
                return Integer.MAX_VALUE;
            }
            if (!text.startsWith("HTTP/1.1 200")) {
                throw new IOException("answered by: " + text);
            }
            String name = "content-length: ";
            int value = text.indexOf(name) + name.length();
            return head + 4 + Integer.parseInt(text, value, text.indexOf('\r', value), 10);
        }
    }
}
