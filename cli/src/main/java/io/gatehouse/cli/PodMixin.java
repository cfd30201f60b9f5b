// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import io.gatehouse.server.proxy.PodOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that say who a proxy is; without them Kubernetes says it.
final class PodMixin {
    @Option(
            names = "--pod-name",
            paramLabel = "NAME",
            description = "Name of the proxy. Without it: POD_NAME")
    private @Nullable String name;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "Namespace of the proxy. Without it: POD_NAMESPACE")
    private @Nullable String namespace;

    @Option(
            names = "--pod-ip",
            paramLabel = "IP",
            description = "Address of the proxy. Without it: POD_IP, INSTANCE_IP")
    private @Nullable String ip;

    @Option(
            names = "--service-account",
            paramLabel = "NAME",
            description = "Without it: SERVICE_ACCOUNT, or default")
    private @Nullable String serviceAccount;

    @Option(names = "--node-name", paramLabel = "NAME", description = "Without it: NODE_NAME")
    private @Nullable String nodeName;

    @Option(
            names = "--locality",
            paramLabel = "REGION/ZONE/SUBZONE",
            description =
                    "Where the proxy runs. Without it: GATEHOUSE_LOCALITY, or labels of the Pod.")
    private @Nullable String locality;

    @Option(
            names = "--label",
            paramLabel = "KEY=VALUE",
            description = "A label of the proxy, which Gateways select by; several times for more.")
    private Map<String, String> labels = Map.of();

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Labels as of the downward API. Without it: /etc/istio/pod/labels")
    private @Nullable Path labelsFile;

    @Option(
            names = "--annotations",
            paramLabel = "FILE",
            description =
                    "Annotations as of the downward API. Without it: /etc/istio/pod/annotations")
    private @Nullable Path annotationsFile;

    PodOptions options() {
        return new PodOptions(
                Optional.ofNullable(name),
                Optional.ofNullable(namespace),
                Optional.ofNullable(ip),
                Optional.ofNullable(serviceAccount),
                Optional.ofNullable(nodeName),
                Optional.ofNullable(locality),
                labels,
                Optional.ofNullable(labelsFile),
                Optional.ofNullable(annotationsFile));
    }
}
