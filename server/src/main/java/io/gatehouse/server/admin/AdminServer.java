// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.server.log.EventField;
import io.gatehouse.server.log.EventLog;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Serves the admin API from its construction until it is closed, each request on a virtual thread.
public final class AdminServer implements AutoCloseable {
    /// Where it listens unless told otherwise, on the loopback address.
    public static final int DEFAULT_PORT = 15014;

    private static final List<String> METHODS = List.of("GET", "HEAD");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HostCheck hosts;
    private final AdminRoutes routes;
    private final EventLog log;

    /// @param address port 0 means any free one
    /// @throws AdminUnavailable if it cannot listen there
    public AdminServer(
            InetSocketAddress address, AdminView view, ControlPlaneMetrics metrics, EventLog log) {
        this.server = listening(address);
        this.hosts = new HostCheck(address);
        this.routes = new AdminRoutes(view, metrics);
        this.log = log;
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer listening(InetSocketAddress address) {
        try {
            return HttpServer.create(address, 0);
        } catch (BindException e) {
            String message = String.valueOf(e.getMessage());
            throw message.contains("in use")
                    ? AdminUnavailable.portInUse(address, e)
                    : AdminUnavailable.noSuchAddress(address, e);
        } catch (IOException | RuntimeException e) {
            throw AdminUnavailable.noSuchAddress(address, e);
        }
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            AdminResponse response = answer(exchange);
            byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", response.contentType());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
                exchange.sendResponseHeaders(response.status(), -1);
            } else {
                exchange.sendResponseHeaders(response.status(), body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private AdminResponse answer(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (!hosts.allows(host)) {
            return AdminResponse.error(403, "found the Host \"" + host + "\"", hosts.allowed());
        }
        if (!METHODS.contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", String.join(", ", METHODS));
            return AdminResponse.error(
                    405, "found the method " + exchange.getRequestMethod(), METHODS);
        }
        AdminRequest request;
        try {
            request = AdminRequest.of(exchange.getRequestURI());
        } catch (IllegalArgumentException e) {
            return AdminResponse.error(400, "malformed address: " + e.getMessage());
        }
        try {
            return routes.answer(request);
        } catch (RuntimeException e) {
            log.error(
                    "a defect in the admin API, please report it",
                    EventField.of("path", exchange.getRequestURI()),
                    EventField.of("exception", e));
            return AdminResponse.error(500, "a defect in Gatehouse; its log says more");
        }
    }

    /// Ends what is being answered, too.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
