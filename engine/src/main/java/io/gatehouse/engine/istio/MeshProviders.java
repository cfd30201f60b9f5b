// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ExtensionProvider;
import io.gatehouse.config.istio.ExtensionProvider.Prometheus;
import io.gatehouse.config.istio.LogProvider;
import io.gatehouse.config.istio.MeshConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The mesh's `extensionProviders`, and those that Istio has without being told: `envoy` logs to
/// standard output, `prometheus` counts. Letters of either case name the same.
final class MeshProviders {
    static final String ENVOY = "envoy";
    private static final String PROMETHEUS = "prometheus";
    private static final LogProvider.File STANDARD_OUTPUT =
            new LogProvider.File("", Optional.empty(), false);

    private MeshProviders() {}

    static Optional<ExtensionProvider> find(MeshConfig mesh, String name) {
        return Stream.concat(mesh.extensionProviders().stream(), builtIn())
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst();
    }

    static String unknown(MeshConfig mesh) {
        List<String> names =
                Stream.concat(mesh.extensionProviders().stream(), builtIn())
                        .map(ExtensionProvider::name)
                        .distinct()
                        .sorted()
                        .toList();
        return "the mesh's extensionProviders have none of that name; there are "
                + String.join(", ", names);
    }

    private static Stream<ExtensionProvider> builtIn() {
        return Stream.of(
                provider(ENVOY, Optional.empty(), Optional.of(STANDARD_OUTPUT)),
                provider(PROMETHEUS, Optional.of(new Prometheus()), Optional.empty()));
    }

    private static ExtensionProvider provider(
            String name, Optional<Prometheus> prometheus, Optional<LogProvider.File> file) {
        return new ExtensionProvider(
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                prometheus,
                file,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
