// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.kubernetes.KubernetesConnection;
import io.gatehouse.server.admin.AdminUnavailable;
import io.gatehouse.server.cluster.ClusterControlPlane;
import io.gatehouse.server.cluster.ClusterSettings;
import io.gatehouse.server.cluster.ClusterUnavailable;
import io.gatehouse.server.log.EventLog;
import io.gatehouse.server.log.JavaLogging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description = {
            "Serve the gateways of a Kubernetes cluster: reads the API server, configures every proxy that connects.",
            "Finds the cluster as kubectl does, or by the service account of its pod."
        },
        footer = {
            "",
            "Examples:",
            "  gatehouse serve",
            "  gatehouse serve --kubeconfig ~/.kube/config --plaintext-xds 127.0.0.1:15010"
        })
final class ServeCommand implements Callable<Integer> {
    private static final String NOWHERE = "none";

    private final Console console;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description =
                    "How to reach the API server. Without it: KUBECONFIG, the user's, or the pod's own account.")
    private @Nullable Path kubeconfig;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            defaultValue = "${env:POD_NAMESPACE:-istio-system}",
            description =
                    "The control plane's own namespace, with its CA and the mesh configuration. Default: POD_NAMESPACE, or istio-system")
    private String namespace = "istio-system";

    @Option(
            names = "--xds",
            paramLabel = "HOST:PORT",
            defaultValue = "0.0.0.0:15012",
            description = "Where proxies connect, by TLS. Default: ${DEFAULT-VALUE}")
    private String xds = "0.0.0.0:15012";

    @Option(
            names = "--plaintext-xds",
            paramLabel = "HOST:PORT",
            description =
                    "Where proxies connect without TLS, too. They are given no secrets there.")
    private @Nullable String plaintextXds;

    @Option(
            names = "--plaintext-xds-tokens",
            description =
                    "Proxies without TLS show tokens and are given secrets: for networks that nobody else is in.")
    private boolean plaintextTokens;

    @Option(
            names = "--service",
            paramLabel = "NAME",
            defaultValue = "gatehouse",
            description =
                    "The Service by which proxies reach the control plane, for its certificate. Default: ${DEFAULT-VALUE}")
    private String service = "gatehouse";

    @Option(
            names = "--host",
            paramLabel = "NAME,…",
            split = ",",
            description = "Further names or addresses for its certificate.")
    private List<String> hosts = List.of();

    @Option(
            names = "--gateway-namespaces",
            paramLabel = "NAME,…",
            split = ",",
            description =
                    "Where gateways run, other than the own namespace: the CA is published there for their pods.")
    private List<String> gatewayNamespaces = List.of();

    @Option(
            names = "--token-audience",
            paramLabel = "NAME",
            defaultValue = "istio-ca",
            description = "Audience of the tokens that proxies show. Default: ${DEFAULT-VALUE}")
    private String audience = "istio-ca";

    @Option(
            names = "--token",
            paramLabel = "FILE",
            defaultValue = "/var/run/secrets/tokens/istio-token",
            description = {
                "Token of the own service account for that audience: replicas show it to each other.",
                "Default: ${DEFAULT-VALUE}"
            })
    private Path token = Path.of("/var/run/secrets/tokens/istio-token");

    @Option(
            names = "--xds-client-ca",
            paramLabel = "FILE",
            description =
                    "CAs, in PEM, of proxies that show client certificates instead of tokens.")
    private @Nullable Path clientAuthorities;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            split = ",",
            description = "Directories with further objects; the API server's count more.")
    private List<Path> directories = List.of();

    @Mixin private final AdminMixin admin = new AdminMixin();

    @Option(
            names = "--webhook-address",
            paramLabel = "HOST:PORT",
            defaultValue = "0.0.0.0:15017",
            description =
                    "Where the API server has objects judged before it stores them, or none. Default: ${DEFAULT-VALUE}")
    private String webhook = "0.0.0.0:15017";

    @Mixin private final DeliveryLimitsMixin delivery = new DeliveryLimitsMixin();

    @Mixin private final FetchMixin fetch = new FetchMixin();

    @Mixin private final LastGoodMixin lastGood = new LastGoodMixin();

    @Mixin private final LogFormatMixin logFormat = new LogFormatMixin();

    @Option(
            names = "--train",
            hidden = true,
            description = "Serve a little and end, to prepare fast starts.")
    private boolean train;

    ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (train) {
            TrainingRun.run(console);
            ClusterTraining.run(TrainingRun.quiet(console));
            return ExitCode.OK;
        }
        EventLog log = logFormat.format().log(console);
        JavaLogging.routeTo(log, false);
        CountDownLatch ended = new CountDownLatch(1);
        try {
            ClusterControlPlane controlPlane =
                    new ClusterControlPlane(settings(), new ServeConsole(log), log);
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform()
                                    .unstarted(() -> {
                                        controlPlane.close();
                                        log.finish();
                                        ended.countDown();
                                    }));
            controlPlane.start();
            ended.await();
            return ExitCode.OK;
        } catch (ClusterUnavailable | AdminUnavailable e) {
            throw CommandFailure.unreachable(String.valueOf(e.getMessage()));
        } finally {
            log.finish();
        }
    }

    private ClusterSettings settings() {
        TreeSet<String> namespaces = new TreeSet<>(gatewayNamespaces);
        namespaces.add(namespace);
        return new ClusterSettings(
                new KubernetesConnection(Optional.ofNullable(kubeconfig)),
                directories,
                ListenOption.parse("--xds", xds),
                Optional.ofNullable(plaintextXds)
                        .map(address ->
                                new ClusterSettings.Plaintext(
                                        ListenOption.parse("--plaintext-xds", address),
                                        plaintextTokens)),
                admin.address(),
                Optional.of(webhook)
                        .filter(address -> !address.equals(NOWHERE))
                        .map(address -> ListenOption.parse("--webhook-address", address)),
                namespace,
                service,
                ServiceHosts.of(service, namespace, hosts),
                namespaces,
                audience,
                token,
                Optional.ofNullable(clientAuthorities),
                delivery.limits(),
                fetch.settings(),
                lastGood.settings(Optional::empty));
    }
}
