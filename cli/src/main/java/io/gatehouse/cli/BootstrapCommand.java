// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.proxy.GatewayPod;
import io.gatehouse.server.proxy.HandBootstrap;
import io.gatehouse.server.proxy.ProxyMisconfigured;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bootstrap",
        description = "Print, as JSON, what an Envoy that is run by hand is started with.",
        footer = {
            "",
            "Example:",
            "  gatehouse bootstrap --pod-name edge-1 -n istio-system --pod-ip 192.0.2.7 \\",
            "    --label istio=ingressgateway --ca ca.pem --token token --files . > envoy.json",
            "  envoy -c envoy.json"
        })
final class BootstrapCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private PodMixin pod = new PodMixin();
    @Mixin private DiscoveryMixin discovery = new DiscoveryMixin();

    @Option(
            names = "--files",
            paramLabel = "DIR",
            description =
                    "Where to write the small files by which Envoy watches certificates and token.")
    private @Nullable Path files;

    @Option(
            names = "--envoy-admin",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:15000",
            description = "Where Envoy's administration listens. Default: ${DEFAULT-VALUE}")
    private String admin = "127.0.0.1:15000";

    @Option(
            names = "--prometheus",
            paramLabel = "HOST:PORT",
            defaultValue = "0.0.0.0:15090",
            description = "Where Envoy's statistics can be read. Default: ${DEFAULT-VALUE}")
    private String prometheus = "0.0.0.0:15090";

    BootstrapCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            GatewayPod gateway = GatewayPod.read(pod.options(), console.environment());
            String json =
                    HandBootstrap.json(
                            gateway,
                            discovery.options(),
                            Optional.ofNullable(files),
                            HostPortOption.parse("--envoy-admin", admin),
                            HostPortOption.parse("--prometheus", prometheus));
            console.out().println(json);
            return ExitCode.OK;
        } catch (ProxyMisconfigured e) {
            throw CommandFailure.wrongUse(String.valueOf(e.getMessage()));
        }
    }
}
