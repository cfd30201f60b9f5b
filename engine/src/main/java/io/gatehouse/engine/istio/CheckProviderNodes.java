// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.ExtensionProvider;
import io.gatehouse.config.istio.ExtensionProvider.ExtAuthzGrpc;
import io.gatehouse.config.istio.ExtensionProvider.ExtAuthzHttp;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.core.Backend;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.core.UpstreamName;
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
    private final ServiceNodes services;

    CheckProviderNodes(IncrementalGraph graph, MeshNodes mesh, ServiceNodes services) {
        this.mesh = mesh;
        this.services = services;
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
        int slash = service.indexOf('/');
        String host = Hostname.normal(service.substring(slash + 1));
        Optional<Backend> backend =
                e.get(services.backend, new VisibleHost(group, host))
                        .filter(found ->
                                slash < 0
                                        || found.origin()
                                                .namespace()
                                                .equals(service.substring(0, slash)));
        if (backend.isEmpty()) {
            return new CheckProvider.Unusable(
                    "no service that the gateway sees has host %s%s"
                            .formatted(
                                    host,
                                    slash < 0
                                            ? ""
                                            : " in namespace " + service.substring(0, slash)));
        }
        String target = backend.get().alias().orElse(host);
        boolean hasPort =
                target.equals(host)
                        ? backend.get().port(port).isPresent()
                        : e.get(services.backend, new VisibleHost(group, target))
                                .flatMap(found -> found.port(port))
                                .isPresent();
        if (!hasPort) {
            return new CheckProvider.Unusable("service %s has no port %d".formatted(host, port));
        }
        return new CheckProvider.Usable(
                reader.read(new UpstreamName(port, "", target).toString(), host));
    }

    private static String names(List<ExtensionProvider> all) {
        List<String> names = all.stream().map(ExtensionProvider::name).sorted().toList();
        return names.isEmpty() ? "are none" : "are " + String.join(", ", names);
    }
}
