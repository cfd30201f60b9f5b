// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.core.Service;
import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.LiveChange;
import io.gatehouse.server.envoy.EnvoyState;
import io.gatehouse.server.lastgood.LastGoodSettings;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.JsonFormat;
import io.gatehouse.server.standalone.PortMapping;
import io.gatehouse.server.standalone.Standalone;
import io.gatehouse.server.standalone.StandaloneListener;
import io.gatehouse.server.standalone.StandaloneSettings;
import io.gatehouse.testing.GatewayClient;
import io.gatehouse.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `gatehouse wait` says is so: requests through a real Envoy, sent once it has returned.
final class WaitIT {
    private static final String GATEWAY =
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: edge}
            spec:
              selector: {istio: ingressgateway}
              servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]
            """;

    /// The gateway's own Service: what is served of it are this machine's ports.
    private static final String SERVICE =
            """
            apiVersion: v1
            kind: Service
            metadata: {name: istio-ingressgateway, namespace: istio-system}
            spec:
              type: LoadBalancer
              selector: {istio: ingressgateway}
              ports: [{name: http2, port: 80, targetPort: 8080}]
            """;

    /// Few steps of RE2 as we count them, and too many once Envoy compiles it for bytes.
    private static final String REFUSED_REGEX = "\\pL{1000}".repeat(8);

    @TempDir Path directory;
    private final int http = Ports.free();
    private final int admin = Ports.free();
    private Standalone standalone;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        write("gateway.yaml", GATEWAY);
        write("service.yaml", SERVICE);
        standalone =
                new Standalone(
                        new StandaloneSettings(
                                List.of(directory),
                                new PortMapping(new TreeMap<>(Map.of(80, http))),
                                "127.0.0.1",
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), admin),
                                Optional.empty(),
                                false,
                                Optional.of(Duration.ZERO),
                                DeliveryLimits.DEFAULT,
                                FetchSettings.DEFAULT,
                                LastGoodSettings.NOWHERE),
                        new Silent(),
                        new EventLog(new JsonFormat(), System.err, Clock.systemUTC()));
        standalone.start();
    }

    @AfterEach
    void end() {
        standalone.close();
    }

    private static String virtualService(String name, String routes) {
        return """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: %s}
        spec:
          hosts: [%s.test]
          gateways: [edge]
          http:
        %s
        """
                .formatted(name, name, routes.indent(2));
    }

    private static String answering(String name, int status) {
        return virtualService(name, "- directResponse: {status: %d}".formatted(status));
    }

    /// As an editor saves: a hidden file, then a rename.
    private Path write(String name, String yaml) throws IOException {
        Path hidden = Files.writeString(directory.resolve("." + name), yaml);
        return Files.move(hidden, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private CommandRun await(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("wait", "--admin", "127.0.0.1:" + admin));
        Arrays.stream(arguments).map(Object::toString).forEach(all::add);
        return CommandRun.of(all.toArray(String[]::new));
    }

    private int status(String name) throws IOException {
        return GatewayClient.plain(http).get(name + ".test", "/").status();
    }

    @Test
    void aNewAndAChangedRouteAreServedWhenItReturns() throws IOException {
        assertThat(await(directory).exitCode()).isZero();
        for (int status = 201; status < 221; status++) {
            CommandRun run = await(write("shop.yaml", answering("shop", status)));
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).matches("virtualservice/shop live on 1/1 proxy, in \\d+ ms\n");
            assertThat(status("shop")).isEqualTo(status);
        }
        String address = "127.0.0.1:" + admin;
        assertThat(CommandRun.of("get", "vs", "-o", "wide", "--admin", address).out())
                .matches("(?s)NAME .* LIVE\nshop .* 1/1\n");
    }

    @Test
    void aDeletedRouteIsNotServedWhenItReturns() throws IOException {
        Path file = write("shop.yaml", answering("shop", 201));
        assertThat(await(file).exitCode()).isZero();
        assertThat(await(file, "--for=deleted", "--timeout=10ms").err())
                .isEqualTo("error: virtualservice/shop is not deleted: it is still there\n");
        Files.delete(file);
        CommandRun run = await("vs/shop", "--for=deleted");
        assertThat(run.out()).isEqualTo("virtualservice/shop gone from 1/1 proxy\n");
        assertThat(status("shop")).isEqualTo(404);
    }

    @Test
    void whatEnvoyRefusesIsToldAndOthersAreLive() throws IOException {
        Path bad =
                write(
                        "bad.yaml",
                        virtualService(
                                "bad",
                                """
                                - match: [{uri: {regex: '%s'}}]
                                  directResponse: {status: 200}
                                """
                                        .formatted(REFUSED_REGEX)));
        Path good = write("good.yaml", answering("good", 204));
        CommandRun run = await(bad, "--timeout=1m");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("error: virtualservice/bad GH0501", "RE2 program size");
        assertThat(await(good, "--timeout=1m").exitCode()).isZero();
        assertThat(status("good")).isEqualTo(204);
    }

    @Test
    void aPortThatEnvoyCannotOpenIsTold() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String other =
                    GATEWAY.replace("name: edge", "name: other")
                            .replace("number: 80", "number: " + taken.getLocalPort());
            CommandRun run = await(write("other.yaml", other), "--timeout=1h");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("error: gateway/other router~")
                    .contains(" refused LISTENER ", "Address already in use");
        }
    }

    @Test
    void whatIsInvalidOrMissingIsTold() throws IOException {
        Path invalid = write("shop.yaml", answering("shop", 201).replace("hosts", "hostz"));
        CommandRun run = await(invalid);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("GH0102", "hostz", "shop.yaml:5:3");

        Path other = Files.createTempDirectory(directory.getParent(), "other").resolve("x.yaml");
        Files.writeString(other, answering("elsewhere", 200));
        assertThat(await(other, "--timeout=50ms").err())
                .isEqualTo("error: virtualservice/elsewhere is not live: not there yet\n");

        write("mesh.yaml", answering("mesh", 201).replace("[edge]", "[mesh]"));
        assertThat(await(directory.resolve("mesh.yaml"), "--timeout=2s").err())
                .isEqualTo(
                        "error: virtualservice/mesh is not live: its gateways select no proxy that is connected\n");
    }

    private static final class Silent implements StandaloneListener {
        @Override
        public void progress(String sentence) {}

        @Override
        public void serving(List<Service> services, List<String> commands) {}

        @Override
        public void applied(AppliedChange change) {}

        @Override
        public void live(LiveChange change) {}

        @Override
        public void envoy(EnvoyState state) {}

        @Override
        public void envoyLog(String line) {}
    }
}
