// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import static org.awaitility.Awaitility.await;

import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.GatewayConnection;
import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Clients that send one request after the other, half of them on connections that they keep, and
/// note what is not answered with 200.
final class Load implements AutoCloseable {
    private static final int CLIENTS = 4;

    private final GatewayClient client;
    private final List<GatewayRequest> requests;
    private final AtomicBoolean goOn = new AtomicBoolean(true);
    private final AtomicInteger sent = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();

    private Load(GatewayClient client, List<GatewayRequest> requests) {
        this.client = client;
        this.requests = requests;
    }

    static Load start(GatewayClient client, GatewayRequest request) {
        return start(client, List.of(request));
    }

    /// One after the other, over and over.
    static Load start(GatewayClient client, List<GatewayRequest> requests) {
        Load load = new Load(client, requests);
        for (int i = 0; i < CLIENTS; i++) {
            boolean keep = i % 2 == 0;
            load.threads.add(Thread.ofVirtual().start(() -> load.run(keep)));
        }
        return load;
    }

    /// Waits until so many more have been answered.
    void more(int count) {
        int enough = sent.get() + count;
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> sent.get() >= enough || !failures.isEmpty());
    }

    /// What was not answered with 200 so far.
    List<String> failures() {
        return List.copyOf(failures);
    }

    /// Ends the load; what was not answered with 200.
    List<String> stop() {
        close();
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        goOn.set(false);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(boolean keep) {
        int next = 0;
        while (goOn.get()) {
            try (GatewayConnection connection = client.connect()) {
                boolean open;
                do {
                    GatewayRequest request = requests.get(next++ % requests.size());
                    GatewayResponse response = connection.send(request);
                    sent.incrementAndGet();
                    if (response.status() != 200) {
                        failures.add(
                                "%d '%s' for %s%s"
                                        .formatted(
                                                response.status(),
                                                response.body(),
                                                request.host(),
                                                request.path()));
                    }
                    open = !response.header("connection").equals("close");
                } while (keep && open && goOn.get());
            } catch (IOException e) {
                failures.add(e.toString());
            }
        }
    }
}
