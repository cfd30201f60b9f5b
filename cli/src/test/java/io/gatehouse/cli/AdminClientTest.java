// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Servers that are not what was hoped for.
final class AdminClientTest {
    private static CommandRun get(int status, String body) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
        server.start();
        try {
            return CommandRun.of(
                    "get", "svc", "--admin=127.0.0.1:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void somethingElse() throws IOException {
        for (CommandRun run :
                new CommandRun[] {get(200, "<html>"), get(404, "not here"), get(503, "")}) {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).startsWith("error: what answers at 127.0.0.1:").contains("HTTP");
        }
    }

    @Test
    void aGatehouseThatFails() throws IOException {
        CommandRun run = get(500, "{\"error\": \"a defect\"}");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .contains(
                        "answered /api/v1/objects/services?namespace=default with HTTP 500: a defect");
    }
}
