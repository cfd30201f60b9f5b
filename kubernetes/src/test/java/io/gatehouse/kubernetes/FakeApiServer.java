// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.JsonText;
import io.gatehouse.kubernetes.FakeObjects.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// An API server that holds objects, lists them in pages, and is watched. It can be away, deny,
/// lack kinds, forget its past, break connections off and let them hang.
public final class FakeApiServer implements AutoCloseable {
    private final FakeObjects objects = new FakeObjects();
    private final Set<Kind> denied = ConcurrentHashMap.newKeySet();
    private final Set<Kind> failing = ConcurrentHashMap.newKeySet();
    private final Set<ObjectKey> deniedObjects = ConcurrentHashMap.newKeySet();
    private final Map<Kind, String> versions = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
    private final InetSocketAddress address;
    private @Nullable HttpServer server;
    private @Nullable ExecutorService executor;

    public FakeApiServer() {
        for (Kind kind : Kind.values()) {
            versions.put(kind, kind.versions().getFirst());
        }
        try {
            HttpServer first =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            address = first.getAddress();
            start(first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(HttpServer starting) {
        executor = Executors.newVirtualThreadPerTaskExecutor();
        starting.setExecutor(executor);
        starting.createContext("/", this::answer);
        starting.start();
        server = starting;
    }

    /// Nothing answers any more, and connections are cut.
    public void away() {
        objects.releaseWatches();
        if (server != null && executor != null) {
            server.stop(0);
            executor.shutdownNow();
        }
        server = null;
    }

    public void back() {
        try {
            start(HttpServer.create(address, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path kubeconfig(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve("kubeconfig"),
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: fake, cluster: {server: "http://%s:%d"}}]
                users: [{name: me, user: {}}]
                contexts: [{name: fake, context: {cluster: fake, user: me}}]
                current-context: fake
                """
                        .formatted(address.getHostString(), address.getPort()));
    }

    public FakeObjects objects() {
        return objects;
    }

    public void deny(Kind kind) {
        denied.add(kind);
        objects.dropWatches();
    }

    /// Lists of the kind end with an error of the server.
    public void fail(Kind kind) {
        failing.add(kind);
    }

    public void allow(Kind kind) {
        denied.remove(kind);
        failing.remove(kind);
    }

    public void denyGet(ObjectKey key) {
        deniedObjects.add(key);
    }

    public void allowGet(ObjectKey key) {
        deniedObjects.remove(key);
    }

    public void uninstall(Kind kind) {
        versions.remove(kind);
    }

    public void install(Kind kind, String version) {
        versions.put(kind, version);
    }

    /// Each as its path with query.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestURI().toString());
        Map<String, String> query = query(exchange.getRequestURI().getQuery());
        if (path.matches("/apis/[^/]+")) {
            group(exchange, path.substring("/apis/".length()));
            return;
        }
        for (Map.Entry<Kind, String> served : versions.entrySet()) {
            Kind kind = served.getKey();
            String prefix =
                    kind.group().isEmpty()
                            ? "/api/" + served.getValue()
                            : "/apis/" + kind.group() + "/" + served.getValue();
            if (path.equals(prefix + "/" + kind.plural())) {
                all(exchange, kind, query);
                return;
            }
            String[] parts = path.replace(prefix + "/namespaces/", "").split("/", -1);
            if (parts.length == 3 && parts[1].equals(kind.plural())) {
                one(exchange, new ObjectKey(kind, parts[0], parts[2]));
                return;
            }
        }
        status(exchange, 404, "the server could not find the requested resource");
    }

    private void group(HttpExchange exchange, String group) throws IOException {
        List<Object> found = new ArrayList<>();
        versions.entrySet().stream()
                .filter(served -> served.getKey().group().equals(group))
                .map(Map.Entry::getValue)
                .distinct()
                .forEach(version -> found.add(Map.of("version", version)));
        if (found.isEmpty()) {
            status(exchange, 404, "404 page not found");
        } else {
            send(exchange, 200, JsonText.compact(Map.of("kind", "APIGroup", "versions", found)));
        }
    }

    private void one(HttpExchange exchange, ObjectKey key) throws IOException {
        Optional<Map<String, Object>> object = objects.find(key);
        if (deniedObjects.contains(key)) {
            status(exchange, 403, "User \"me\" cannot get " + key);
        } else if (object.isEmpty()) {
            status(exchange, 404, key + " not found");
        } else {
            send(exchange, 200, JsonText.compact(object.get()));
        }
    }

    private void all(HttpExchange exchange, Kind kind, Map<String, String> query)
            throws IOException {
        boolean metadataOnly =
                exchange.getRequestHeaders().getFirst("Accept").contains("PartialObjectMetadata");
        if (denied.contains(kind)) {
            status(exchange, 403, "User \"me\" cannot list " + kind.plural());
        } else if (failing.contains(kind)) {
            status(exchange, 500, "conversion webhook failed");
        } else if (query.containsKey("watch")) {
            watch(exchange, kind, query, metadataOnly);
        } else {
            list(exchange, kind, query, metadataOnly);
        }
    }

    private void list(
            HttpExchange exchange, Kind kind, Map<String, String> query, boolean metadataOnly)
            throws IOException {
        String[] from = query.getOrDefault("continue", "0:" + objects.version()).split(":", 2);
        int offset = Integer.parseInt(from[0]);
        long version = Long.parseLong(from[1]);
        if (offset > 0 && objects.isForgotten(version)) {
            status(exchange, 410, "The provided continue parameter is too old");
            return;
        }
        int limit = Integer.parseInt(query.getOrDefault("limit", "1000000"));
        List<Map<String, Object>> all = objects.all(kind);
        int end = Math.min(all.size(), offset + limit);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resourceVersion", String.valueOf(version));
        if (end < all.size()) {
            metadata.put("continue", end + ":" + version);
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("kind", kind.kindName() + "List");
        list.put("metadata", metadata);
        list.put(
                "items",
                all.subList(offset, end).stream()
                        .map(object -> FakeObjects.shown(object, metadataOnly))
                        .toList());
        objects.listed();
        send(exchange, 200, JsonText.compact(list));
    }

    private void watch(
            HttpExchange exchange, Kind kind, Map<String, String> query, boolean metadataOnly)
            throws IOException {
        long version = Long.parseLong(query.getOrDefault("resourceVersion", "0"));
        if (objects.isForgotten(version)) {
            status(exchange, 410, "too old resource version: " + version);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        body.flush();
        FakeObjects.Watch watch =
                objects.watch(kind, version, Integer.parseInt(query.get("timeoutSeconds")));
        while (true) {
            switch (watch.next()) {
                case Change.Event(String type, Map<String, Object> object) -> {
                    Map<String, Object> event = new LinkedHashMap<>();
                    event.put("type", type);
                    event.put("object", FakeObjects.shown(object, metadataOnly));
                    body.write((JsonText.compact(event) + "\n").getBytes(StandardCharsets.UTF_8));
                    body.flush();
                }
                case Change.End _ -> {
                    body.close();
                    return;
                }
                case Change.Break _ -> {
                    exchange.close();
                    return;
                }
            }
        }
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : text == null ? new String[0] : text.split("&", -1)) {
            String[] sides = parameter.split("=", 2);
            query.put(sides[0], sides.length > 1 ? sides[1] : "");
        }
        return query;
    }

    private static void status(HttpExchange exchange, int code, String message) throws IOException {
        send(
                exchange,
                code,
                JsonText.compact(Map.of("kind", "Status", "code", code, "message", message)));
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        away();
    }
}
