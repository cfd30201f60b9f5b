// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.engine.DeliveryLimits;
import io.gatehouse.server.FetchSettings;
import io.gatehouse.server.lastgood.LastGoodSettings;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.standalone.PortMapping;
import io.gatehouse.server.standalone.Standalone;
import io.gatehouse.server.standalone.StandaloneSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/// A short run that does what runs do, so that the JVM learns what to have ready at the next start.
final class TrainingRun {
    private static final String OBJECTS =
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: app}
            spec:
              selector: {matchLabels: {app: app}}
              template:
                metadata: {labels: {app: app}}
                spec: {containers: [{name: app, image: app, ports: [{containerPort: 80}]}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: app}
            spec: {selector: {app: app}, ports: [{name: http, port: 80}]}
            ---
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gateway}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - {port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}
              - port: {number: 443, name: https, protocol: HTTPS}
                hosts: [app.example.com]
                tls: {mode: SIMPLE, credentialName: app-tls}
            """;

    private static final String ROUTES =
            """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: app}
            spec:
              hosts: [app.example.com]
              gateways: [gateway]
              http:
              - match: [{uri: {prefix: /PATH}, headers: {x: {exact: z}}}]
                redirect: {uri: /}
              - route: [{destination: {host: app}}]
            """;

    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    private TrainingRun() {}

    static int run(Console console) throws InterruptedException, IOException {
        Path directory = Files.createTempDirectory("gatehouse-training-");
        Files.writeString(directory.resolve("objects.yaml"), OBJECTS);
        Path routes = Files.writeString(directory.resolve("routes.yaml"), ROUTES);
        EventLog log = quiet(console);
        TrainingConsole events =
                new TrainingConsole(
                        new RunConsole(
                                log,
                                true,
                                services -> ServiceTable.of(services, console.clock().instant())));
        TreeMap<Integer, Integer> ports = new TreeMap<>();
        ports.put(80, freePort());
        ports.put(443, freePort());
        StandaloneSettings settings =
                new StandaloneSettings(
                        List.of(directory),
                        new PortMapping(ports),
                        "127.0.0.1",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Optional.empty(),
                        true,
                        Optional.of(Duration.ZERO),
                        DeliveryLimits.DEFAULT,
                        FetchSettings.DEFAULT,
                        LastGoodSettings.NOWHERE);
        try (Standalone standalone = new Standalone(settings, events, log)) {
            standalone.start();
            for (int change = 0; change < 20; change++) {
                Files.writeString(routes, ROUTES.replace("PATH", "path" + change));
                events.awaitChange();
            }
        } finally {
            Files.deleteIfExists(routes);
            Files.deleteIfExists(directory.resolve("objects.yaml"));
            Files.deleteIfExists(directory);
        }
        return ExitCode.OK;
    }

    /// The log of training runs, which nobody reads.
    static EventLog quiet(Console console) {
        return LogFormat.TEXT.log(
                new Console(
                        NOWHERE,
                        NOWHERE,
                        console.in(),
                        console.environment(),
                        false,
                        console.clock()));
    }

    /// None that systems give to connections, which could take it before Envoy does.
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException _) {
                // taken: the next one
            }
        }
    }
}
