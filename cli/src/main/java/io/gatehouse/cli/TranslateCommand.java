// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import io.gatehouse.config.Severity;
import io.gatehouse.config.codec.ReadLimits;
import io.gatehouse.config.codec.ReadResult;
import io.gatehouse.config.file.CheckedReader;
import io.gatehouse.envoy.EnvoyJson;
import io.gatehouse.server.Translation;
import io.gatehouse.server.log.FindingText;
import io.gatehouse.server.standalone.PortMapping;
import io.gatehouse.server.standalone.StandaloneObjects;
import io.gatehouse.xds.ResourceType;
import io.gatehouse.xds.VersionedResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "translate",
        description = {
            "Print the Envoy configuration that comes of YAML, as JSON by resource type.",
            "Private keys are left out, and nothing is fetched from elsewhere.",
            "Findings go to the standard error."
        },
        footer = {"", "Example:", "  gatehouse translate examples/my-app"})
final class TranslateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files, directories, or - for the standard input.")
    private List<String> files = List.of();

    @Option(names = "--ports", paramLabel = "PORT=LOCAL,…", description = "As for gatehouse run.")
    private String ports = "";

    @Option(
            names = "--address",
            paramLabel = "IP",
            defaultValue = "0.0.0.0",
            description = "Where the gateway listens. Default: ${DEFAULT-VALUE}")
    private String address = "0.0.0.0";

    TranslateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidProtocolBufferException {
        List<Finding> findings = new ArrayList<>();
        List<ConfigObject> defined = new ArrayList<>();
        CheckedReader reader = new CheckedReader(ReadLimits.DEFAULT);
        for (InputFile file : InputFile.all(files, console)) {
            for (ReadResult result : reader.read(file.name(), file.content().toArray())) {
                findings.addAll(result.findings());
                if (result instanceof ReadResult.Read read) {
                    defined.add(read.object());
                }
            }
        }
        PortMapping mapping = PortsOption.parse(ports);
        StandaloneObjects objects = StandaloneObjects.of(defined, address, mapping);
        Translation translation =
                Translation.offline(objects.objects(), objects.group(), Instant.now());
        findings.addAll(objects.findings());
        findings.addAll(translation.findings());
        findings.forEach(f -> console.err().println(FindingText.line(f, console.palette())));
        console.out().println(json(translation));
        return findings.stream().anyMatch(f -> f.severity() == Severity.ERROR)
                ? ExitCode.FAILED
                : ExitCode.OK;
    }

    private static String json(Translation translation) throws InvalidProtocolBufferException {
        List<String> types = new ArrayList<>();
        for (ResourceType type : ResourceType.values()) {
            List<String> resources = new ArrayList<>();
            for (Map.Entry<?, VersionedResource> entry : translation.resources().entrySet()) {
                if (entry.getValue().name().type() == type) {
                    resources.add(EnvoyJson.redacted(message(type, entry.getValue())));
                }
            }
            if (!resources.isEmpty()) {
                types.add(
                        "\"%ss\": [\n%s\n]"
                                .formatted(
                                        type.name().toLowerCase(Locale.ROOT),
                                        String.join(",\n", resources)));
            }
        }
        return types.stream().collect(Collectors.joining(",\n", "{\n", "\n}"));
    }

    private static Message message(ResourceType type, VersionedResource resource)
            throws InvalidProtocolBufferException {
        Class<? extends Message> message =
                switch (type) {
                    case CLUSTER -> Cluster.class;
                    case ENDPOINT -> ClusterLoadAssignment.class;
                    case LISTENER -> Listener.class;
                    case ROUTE -> RouteConfiguration.class;
                    case SCOPED_ROUTE -> ScopedRouteConfiguration.class;
                    case SECRET -> Secret.class;
                    case EXTENSION_CONFIG -> TypedExtensionConfig.class;
                };
        return resource.body().unpack(message);
    }
}
