// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.config.core.Service;
import io.gatehouse.server.admin.AdminUnavailable;
import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.envoy.EnvoyUnavailable;
import io.gatehouse.server.lastgood.LastGoodDirectories;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.JavaLogging;
import io.gatehouse.server.standalone.PortMapping;
import io.gatehouse.server.standalone.Standalone;
import io.gatehouse.server.standalone.StandaloneSettings;
import io.gatehouse.server.standalone.StandaloneUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Run a gateway on this machine: a real Envoy, configured by YAML and by every change of it.",
            "Ctrl-C drains and ends it."
        },
        footer = {
            "",
            "Examples:",
            "  gatehouse run examples/my-app --dev",
            "  gatehouse run my-gateway/ --ports 80=18080,443=18443"
        })
final class RunCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..*",
            description = "Directories, or files, with YAML or JSON.")
    private List<Path> paths = List.of();

    @Option(
            names = "--ports",
            paramLabel = "PORT=LOCAL,…",
            description = {
                "Local ports for ports of the gateway's Service.",
                "Without it: 80=8080, 443=8443, any other port itself."
            })
    private String ports = "";

    @Option(
            names = "--address",
            paramLabel = "IP",
            defaultValue = "127.0.0.1",
            description = "Where the gateway listens. Default: ${DEFAULT-VALUE}")
    private String address = "127.0.0.1";

    @Mixin private final AdminMixin admin = new AdminMixin();

    @Option(
            names = "--envoy",
            paramLabel = "FILE",
            description =
                    "The Envoy to run. Without it: GATEHOUSE_ENVOY, the PATH, or one that is fetched once.")
    private @Nullable Path envoy;

    @Option(
            names = "--dev",
            description =
                    "Stand in for Deployments that nothing runs and for TLS Secrets that are missing.")
    private boolean dev;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = {
                "How long requests in flight may take at the end.",
                "Without it: terminationDrainDuration of the mesh's defaultConfig, or 5"
            })
    private @Nullable Integer drainSeconds;

    @Mixin private final DeliveryLimitsMixin delivery = new DeliveryLimitsMixin();

    @Mixin private final FetchMixin fetch = new FetchMixin();

    @Mixin private final LastGoodMixin lastGood = new LastGoodMixin();

    @Mixin private final LogFormatMixin logFormat = new LogFormatMixin();

    @Option(
            names = "--train",
            hidden = true,
            description = "Run a little and end, to prepare fast starts.")
    private boolean train;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (train) {
            return TrainingRun.run(console);
        }
        if (paths.isEmpty()) {
            throw CommandFailure.wrongUse(
                    "name a directory with YAML, as in: gatehouse run examples/my-app --dev");
        }
        EventLog log = logFormat.format().log(console);
        JavaLogging.routeTo(log, false);
        RunConsole events = new RunConsole(log, logFormat.format() == LogFormat.TEXT, this::table);
        try {
            Standalone standalone = new Standalone(settings(), events, log);
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform()
                                    .unstarted(() -> {
                                        standalone.close();
                                        log.finish();
                                        ended.countDown();
                                    }));
            standalone.start();
            ended.await();
            return ExitCode.OK;
        } catch (StandaloneUnavailable | EnvoyUnavailable | AdminUnavailable e) {
            throw CommandFailure.unreachable(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw CommandFailure.wrongUse(String.valueOf(e.getMessage()));
        } finally {
            log.finish();
        }
    }

    private StandaloneSettings settings() {
        try {
            PortMapping mapping = PortsOption.parse(ports);
            InetSocketAddress adminAddress = admin.address();
            if (!InetAddress.getByName(address).getHostAddress().equals(address)) {
                throw new UnknownHostException(address);
            }
            return new StandaloneSettings(
                    paths,
                    mapping,
                    address,
                    adminAddress,
                    Optional.ofNullable(envoy),
                    dev,
                    Optional.ofNullable(drainSeconds).map(Duration::ofSeconds),
                    delivery.limits(),
                    fetch.settings(),
                    lastGood.settings(this::lastGoodOfUser));
        } catch (UnknownHostException e) {
            throw CommandFailure.wrongUse(
                    "--address %s: found no IP address (expected: one of this machine's, such as 127.0.0.1 or 0.0.0.0)"
                            .formatted(address));
        }
    }

    private Optional<Path> lastGoodOfUser() {
        LastGoodDirectories all =
                new LastGoodDirectories(CacheDirectory.ofUser().root().resolve("last-good"));
        all.removeOld(console.clock().instant());
        return Optional.of(all.of(paths));
    }

    private String table(List<Service> services) {
        return ServiceTable.of(services, console.clock().instant());
    }
}
