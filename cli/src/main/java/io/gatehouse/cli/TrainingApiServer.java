// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// As much of an API server as a start reads: some objects of each kind, and changes of
/// VirtualServices.
final class TrainingApiServer implements AutoCloseable {
    static final int CHANGES = 20;

    private static final int OBJECTS = 50;

    /// By the plural of their kind; `%1$d` stands for a number, `%2$s` for what changes.
    private static final Map<String, String> SAMPLES =
            Map.of(
                    "namespaces",
                    """
                    {"metadata": {"name": "ns%1$d", "resourceVersion": "%1$d"}}\
                    """,
                    "services",
                    """
                    {"metadata": {"name": "app%1$d", "namespace": "default", "resourceVersion": "%1$d",
                      "labels": {"app": "app"}, "creationTimestamp": "2026-01-01T00:00:00Z"},
                     "spec": {"type": "ClusterIP", "clusterIP": "10.96.0.9", "selector": {"app": "app%1$d"},
                      "ports": [{"name": "http", "port": 80, "protocol": "TCP", "targetPort": 8080}]}}\
                    """,
                    "endpointslices",
                    """
                    {"metadata": {"name": "app%1$d-x", "namespace": "default", "resourceVersion": "%1$d",
                      "labels": {"kubernetes.io/service-name": "app%1$d"}},
                     "addressType": "IPv4", "ports": [{"name": "http", "port": 8080, "protocol": "TCP"}],
                     "endpoints": [{"addresses": ["10.0.0.1"], "conditions": {"ready": true},
                      "targetRef": {"kind": "Pod", "name": "app%1$d", "namespace": "default"}}]}\
                    """,
                    "pods",
                    """
                    {"metadata": {"name": "app%1$d", "namespace": "default", "resourceVersion": "%1$d",
                      "labels": {"app": "app%1$d"}, "creationTimestamp": "2026-01-01T00:00:00Z"},
                     "spec": {"nodeName": "node", "serviceAccountName": "default",
                      "containers": [{"name": "app", "image": "app"}]},
                     "status": {"phase": "Running", "podIP": "10.0.0.1"}}\
                    """,
                    "gateways",
                    """
                    {"metadata": {"name": "gateway%1$d", "namespace": "default", "resourceVersion": "%1$d"},
                     "spec": {"selector": {"istio": "ingressgateway"}, "servers": [
                      {"port": {"number": 80, "name": "http", "protocol": "HTTP"}, "hosts": ["*"]}]}}\
                    """,
                    "virtualservices",
                    """
                    {"metadata": {"name": "app%1$d", "namespace": "default", "resourceVersion": "%1$d",
                      "generation": 1, "creationTimestamp": "2026-01-01T00:00:00Z"},
                     "spec": {"hosts": ["app%1$d.example.com"], "gateways": ["gateway1"], "http": [
                      {"match": [{"uri": {"prefix": "/%2$s"}}], "redirect": {"uri": "/"}},
                      {"timeout": "5s", "route": [{"weight": 100, "destination": {"host": "app%1$d"}}]}]}}\
                    """,
                    "destinationrules",
                    """
                    {"metadata": {"name": "app%1$d", "namespace": "default", "resourceVersion": "%1$d"},
                     "spec": {"host": "app%1$d", "subsets": [{"name": "v1", "labels": {"app": "app%1$d"}}]}}\
                    """);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);

    TrainingApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String kubeconfig() {
        return """
        apiVersion: v1
        kind: Config
        clusters: [{name: training, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: me, user: {token: training}}]
        contexts: [{name: training, context: {cluster: training, user: me}}]
        current-context: training
        """
                .formatted(server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            String plural = path.substring(path.lastIndexOf('/') + 1);
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 200, exchange.getRequestBody().readAllBytes());
            } else if (query.contains("watch=true")) {
                watch(exchange, plural);
            } else if (query.contains("limit=")) {
                send(exchange, 200, bytes(list(plural)));
            } else if (path.matches("/apis/[^/]+")) {
                send(exchange, 200, bytes("{\"versions\": [{\"version\": \"v1\"}]}"));
            } else {
                String status = "{\"kind\": \"Status\", \"code\": 404, \"message\": \"none\"}";
                send(exchange, 404, bytes(status));
            }
        }
    }

    private static String list(String plural) {
        String sample = SAMPLES.getOrDefault(plural, "");
        String items =
                IntStream.rangeClosed(1, sample.isEmpty() ? 0 : OBJECTS)
                        .mapToObj(index -> sample.formatted(index, "first"))
                        .collect(Collectors.joining(","));
        return "{\"metadata\": {\"resourceVersion\": \"1000\"}, \"items\": [%s]}".formatted(items);
    }

    private void watch(HttpExchange exchange, String plural) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        if (plural.equals("virtualservices")) {
            for (int change = 0; change < CHANGES; change++) {
                String object =
                        SAMPLES.getOrDefault(plural, "").formatted(2000 + change, "path" + change);
                body.write(bytes("{\"type\": \"ADDED\", \"object\": " + object + "}\n"));
                body.flush();
            }
        }
        body.flush();
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
