// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gatehouse.config.codec.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An API server that has at most one object, a Lease, and turns away whoever has not seen its
/// newest version.
final class FakeLease implements AutoCloseable {
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private Map<String, Object> lease = Map.of();
    private long version;
    private int reads;
    private Optional<String> forbidden = Optional.empty();

    FakeLease() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/apis/coordination.k8s.io/v1/namespaces/ours/leases", this::answer);
        server.start();
    }

    KubernetesClient client() {
        InetSocketAddress address = server.getAddress();
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder()
                                .withMasterUrl(
                                        "http://%s:%d"
                                                .formatted(
                                                        address.getHostString(), address.getPort()))
                                .build())
                .build();
    }

    /// Empty if nobody does.
    synchronized String holder() {
        return part(lease, "spec").getOrDefault("holderIdentity", "").toString();
    }

    synchronized int reads() {
        return reads;
    }

    synchronized void forbid(String why) {
        forbidden = Optional.of(why);
    }

    synchronized void allow() {
        forbidden = Optional.empty();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("GET")) {
            reads++;
            send(exchange, lease.isEmpty() ? 404 : 200, lease);
            return;
        }
        if (forbidden.isPresent()) {
            send(
                    exchange,
                    403,
                    Map.of(
                            "kind",
                            "Status",
                            "apiVersion",
                            "v1",
                            "code",
                            403,
                            "message",
                            forbidden.get()));
            return;
        }
        Map<String, Object> given = part(Map.of("given", JsonText.parse(body)), "given");
        Object seen = part(given, "metadata").getOrDefault("resourceVersion", "none");
        if (!seen.equals(lease.isEmpty() ? "none" : String.valueOf(version))) {
            send(exchange, 409, Map.of("kind", "Status", "code", 409));
            return;
        }
        Map<String, Object> metadata = new LinkedHashMap<>(part(given, "metadata"));
        metadata.put("resourceVersion", String.valueOf(++version));
        Map<String, Object> stored = new LinkedHashMap<>(given);
        if (exchange.getRequestMethod().equals("PATCH")) {
            Map<String, Object> spec = new LinkedHashMap<>(part(lease, "spec"));
            spec.putAll(part(given, "spec"));
            stored.put("spec", spec);
        }
        stored.put("metadata", metadata);
        lease = stored;
        send(exchange, 200, lease);
    }

    private static void send(HttpExchange exchange, int code, Map<String, Object> content)
            throws IOException {
        byte[] body = JsonText.compact(content).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> document, String name) {
        return document.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
