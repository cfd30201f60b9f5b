// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.server.ControlPlaneState;
import io.gatehouse.server.Pulse;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.JsonFormat;
import io.gatehouse.server.status.Rollouts;
import io.gatehouse.xds.ProxyStatus;
import io.gatehouse.xds.ResourceType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class AdminServerTest {
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    /// Has a defect.
    private record BrokenView() implements AdminView {
        @Override
        public ControlPlaneState state() {
            throw new IllegalStateException("a secret reason");
        }

        @Override
        public Optional<String> unready() {
            return Optional.empty();
        }

        @Override
        public List<ProxyStatus> proxies() {
            return List.of();
        }

        @Override
        public Rollouts rollouts() {
            throw new IllegalStateException("a secret reason");
        }

        @Override
        public Pulse pulse() {
            return new Pulse();
        }

        @Override
        public SortedMap<ResourceType, Integer> resources() {
            return Collections.emptySortedMap();
        }
    }

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    @AutoClose private final AdminServer server = start(SampleView.of(""), ANY_PORT);

    private AdminServer start(AdminView view, InetSocketAddress address) {
        EventLog log =
                new EventLog(
                        new JsonFormat(),
                        new PrintStream(logged, true, StandardCharsets.UTF_8),
                        Clock.systemUTC());
        return new AdminServer(address, view, new ControlPlaneMetrics(), log);
    }

    /// The whole answer to a request whose lines are given.
    private static String exchange(AdminServer with, String... lines) throws IOException {
        try (Socket socket = new Socket(with.address().getAddress(), with.address().getPort())) {
            socket.setSoTimeout(10_000);
            String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void answersGet() throws IOException {
        assertThat(exchange(server, "GET /healthz HTTP/1.1", "Host: localhost"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("Cache-control: no-store")
                .endsWith("\r\n\r\nok\n");
    }

    @Test
    void answersHeadWithoutABody() throws IOException {
        assertThat(exchange(server, "HEAD /healthz HTTP/1.1", "Host: localhost"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("Content-length: 3\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void refusesOtherMethods() throws IOException {
        for (String method : List.of("POST", "DELETE", "OPTIONS")) {
            assertThat(
                            exchange(
                                    server,
                                    method + " /healthz HTTP/1.1",
                                    "Host: localhost",
                                    "Content-Length: 0"))
                    .startsWith("HTTP/1.1 405 ")
                    .containsIgnoringCase("Allow: GET, HEAD\r\n")
                    .contains("found the method " + method);
        }
    }

    @Test
    void refusesRequestsOfForeignPages() throws IOException {
        assertThat(exchange(server, "GET /api/v1/objects/secrets HTTP/1.1", "Host: evil.example"))
                .startsWith("HTTP/1.1 403 ")
                .contains("found the Host \\\"evil.example\\\"")
                .contains("localhost");
    }

    @Test
    void malformedEscapesAreTold() throws IOException {
        assertThat(
                        exchange(
                                server,
                                "GET /api/v1/objects/services?namespace=%zz HTTP/1.1",
                                "Host: localhost"))
                .startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aDefectIsLoggedAndTellsTheClientNothing() throws IOException {
        try (AdminServer broken = start(new BrokenView(), ANY_PORT)) {
            assertThat(exchange(broken, "GET /api/v1/findings HTTP/1.1", "Host: localhost"))
                    .startsWith("HTTP/1.1 500 ")
                    .doesNotContain("a secret reason");
        }
        assertThat(logged.toString(StandardCharsets.UTF_8))
                .contains("\"path\":\"/api/v1/findings\"")
                .contains("a secret reason");
    }

    @Test
    void aBusyPortIsToldInOneSentence() {
        InetSocketAddress busy =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.address().getPort());

        assertThatThrownBy(() -> start(SampleView.of(""), busy).close())
                .isInstanceOf(AdminUnavailable.class)
                .hasMessage(
                        "The admin address localhost:%d is in use: end what uses it (another gatehouse?) or choose another with --admin ADDRESS:PORT.",
                        busy.getPort());
    }

    @Test
    void anAddressOfAnotherMachineIsToldInOneSentence() {
        assertThatThrownBy(() ->
                        start(SampleView.of(""), new InetSocketAddress("192.0.2.1", 0)).close())
                .isInstanceOf(AdminUnavailable.class)
                .hasMessageStartingWith("Cannot listen on the admin address 192.0.2.1:0 (");
        assertThatThrownBy(() ->
                        start(SampleView.of(""), InetSocketAddress.createUnresolved("no.such", 1))
                                .close())
                .isInstanceOf(AdminUnavailable.class)
                .hasMessageContaining("no.such:1");
    }

    @Test
    void thePortIsFreeAfterwards() {
        int port = server.address().getPort();
        server.close();

        start(SampleView.of(""), new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .close();
    }
}
