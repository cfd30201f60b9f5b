// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ExtensionProvider;
import io.gatehouse.config.istio.ExtensionProvider.ExtAuthzGrpc;
import io.gatehouse.config.istio.ExtensionProvider.ExtAuthzHttp;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Derivation;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.routing.CheckService;
import java.util.List;
import java.util.Optional;

/// The mesh's `extensionProviders` that say whether requests may go on, as a group's proxies reach
/// them.
final class CheckProviderNodes {
    /// @param name of the provider
    record Key(String group, String name) {}

    final Derivation<Key, CheckProvider> provider;

    private final MeshNodes mesh;
    private final ProviderServices providers;

    CheckProviderNodes(IncrementalGraph graph, MeshNodes mesh, ServiceNodes services) {
        this.mesh = mesh;
        providers = new ProviderServices(services);
        provider = graph.derivation("check provider", this::provider);
    }

    private CheckProvider provider(Evaluation e, Key key) {
        List<ExtensionProvider> all = mesh.of(e).extensionProviders();
        Optional<ExtensionProvider> found =
                all.stream().filter(each -> each.name().equals(key.name())).findFirst();
        if (found.isEmpty()) {
            return new CheckProvider.Unusable(
                    "the mesh's extensionProviders have none of that name; there %s"
                            .formatted(names(all)));
        }
        Optional<ExtAuthzHttp> http = found.get().envoyExtAuthzHttp();
        if (http.isPresent()) {
            return at(
                    e,
                    key.group(),
                    http.get().service(),
                    http.get().port(),
                    (upstream, host) -> CheckServiceReader.read(http.get(), upstream, host));
        }
        Optional<ExtAuthzGrpc> grpc = found.get().envoyExtAuthzGrpc();
        if (grpc.isPresent()) {
            return at(
                    e,
                    key.group(),
                    grpc.get().service(),
                    grpc.get().port(),
                    (upstream, _) -> CheckServiceReader.read(grpc.get(), upstream));
        }
        return new CheckProvider.Unusable(
                "it is of a kind that decides nothing (expected: envoyExtAuthzHttp or envoyExtAuthzGrpc)");
    }

    private interface Reader {
        CheckService read(String upstream, String host);
    }

    private CheckProvider at(Evaluation e, String group, String service, int port, Reader reader) {
        return switch (providers.find(e, group, service, port)) {
            case ProviderService.Missing(String why) -> new CheckProvider.Unusable(why);
            case ProviderService.Found(String upstream, String host) ->
                    new CheckProvider.Usable(reader.read(upstream, host));
        };
    }

    private static String names(List<ExtensionProvider> all) {
        List<String> names = all.stream().map(ExtensionProvider::name).sorted().toList();
        return names.isEmpty() ? "are none" : "are " + String.join(", ", names);
    }
}
