// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.envoy.bootstrap.HostAndPort;
import io.gatehouse.server.envoy.CacheDirectory;
import io.gatehouse.server.envoy.EnvoyBinary;
import io.gatehouse.server.envoy.EnvoyOutput;
import io.gatehouse.server.envoy.EnvoyUnavailable;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.JavaLogging;
import io.gatehouse.server.proxy.GatewayPod;
import io.gatehouse.server.proxy.GatewayProxy;
import io.gatehouse.server.proxy.PodDrain;
import io.gatehouse.server.proxy.ProxyMisconfigured;
import io.gatehouse.server.proxy.ProxySettings;
import io.gatehouse.server.proxy.ProxyUnavailable;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "proxy",
        description = {
            "Run the Envoy of a gateway's Pod, configured by a control plane.",
            "SIGTERM drains and ends it."
        },
        footer = {
            "",
            "Example, as the only program of a container:",
            "  gatehouse proxy --discovery gatehouse.istio-system.svc:15012"
        })
final class ProxyCommand implements Callable<Integer> {
    private static final int READINESS_PORT = 15021;
    private static final int PROMETHEUS_PORT = 15090;

    private final Console console;

    @Mixin private PodMixin pod = new PodMixin();
    @Mixin private DiscoveryMixin discovery = new DiscoveryMixin();

    @Option(
            names = "--envoy",
            paramLabel = "FILE",
            description =
                    "The Envoy to run. Without it: GATEHOUSE_ENVOY, the PATH, or one that is fetched once.")
    private @Nullable Path envoy;

    @Option(
            names = "--concurrency",
            paramLabel = "THREADS",
            description = {
                "Envoy's worker threads.",
                "Without it: concurrency in the annotation proxy.istio.io/config, or one for each CPU"
            })
    private @Nullable Integer concurrency;

    @Option(
            names = "--envoy-log-level",
            paramLabel = "LEVEL",
            defaultValue = "warning",
            description = "What Envoy logs. Default: ${DEFAULT-VALUE}")
    private String level = "warning";

    @Option(
            names = "--readiness",
            paramLabel = "HOST:PORT",
            description = "Where /healthz/ready is answered. Default: all addresses, port 15021")
    private @Nullable String readiness;

    @Option(
            names = "--prometheus",
            paramLabel = "HOST:PORT",
            description = "Where /stats/prometheus is answered. Default: all addresses, port 15090")
    private @Nullable String prometheus;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = {
                "How long requests in flight may take at the end.",
                "Without it: TERMINATION_DRAIN_DURATION_SECONDS, or 45"
            })
    private @Nullable Integer drainSeconds;

    @Mixin private final LogFormatMixin logFormat = new LogFormatMixin();

    ProxyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        EventLog log = logFormat.format().log(console);
        JavaLogging.routeTo(log, false);
        try {
            ProxySettings settings = settings(log);
            GatewayProxy proxy = GatewayProxy.of(settings, new ProxyConsole(log));
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().unstarted(() -> end(proxy, log)));
            proxy.start();
            new CountDownLatch(1).await();
            return ExitCode.OK;
        } catch (ProxyMisconfigured e) {
            throw CommandFailure.wrongUse(String.valueOf(e.getMessage()));
        } catch (ProxyUnavailable | EnvoyUnavailable e) {
            throw CommandFailure.unreachable(String.valueOf(e.getMessage()));
        } finally {
            log.finish();
        }
    }

    /// An end that was asked for is a good one; Java itself would say 128 and the signal's number.
    private static void end(GatewayProxy proxy, EventLog log) {
        proxy.close();
        log.finish();
        Runtime.getRuntime().halt(ExitCode.OK);
    }

    private ProxySettings settings(EventLog log) {
        GatewayPod gateway = GatewayPod.read(pod.options(), console.environment());
        gateway.findings().forEach(log::tell);
        String everywhere = gateway.ips().getFirst().contains(":") ? "::" : "0.0.0.0";
        HostAndPort ready = address("--readiness", readiness, everywhere, READINESS_PORT);
        List<String> arguments = new ArrayList<>(List.of("--log-level", level));
        arguments.addAll(gateway.arguments(Optional.ofNullable(concurrency)));
        EnvoyBinary binary =
                new EnvoyBinary(console.environment(), CacheDirectory.ofUser(), log::info);
        return new ProxySettings(
                gateway,
                discovery.options(),
                address("--prometheus", prometheus, everywhere, PROMETHEUS_PORT),
                new InetSocketAddress(ready.host(), ready.port()),
                envoy == null ? binary.find() : binary.given(envoy),
                arguments,
                EnvoyOutput.INHERITED,
                PodDrain.of(
                        Optional.ofNullable(drainSeconds).map(Duration::ofSeconds),
                        gateway.environment()));
    }

    private static HostAndPort address(
            String option, @Nullable String given, String everywhere, int port) {
        return given == null
                ? new HostAndPort(everywhere, port)
                : HostPortOption.parse(option, given);
    }
}
