// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.ModuleUrl;
import io.gatehouse.config.istio.TrafficExtension;
import io.gatehouse.config.istio.WasmConfig;
import io.gatehouse.config.istio.WasmConfig.PullPolicy;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.FetchedModule;
import io.gatehouse.engine.ModuleDemand;
import io.gatehouse.engine.ModuleSource;
import io.gatehouse.engine.RegistryLogin;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.engine.graph.IncrementalGraph;
import io.gatehouse.engine.graph.Index;
import io.gatehouse.engine.graph.Output;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The Wasm modules that somebody fetches for the graph, from where extensions say.
public final class ModuleNodes {
    /// From where modules are to be fetched, each with how: what extensions name that some gateway
    /// has.
    public final Output<ModuleSource, ModuleDemand> wanted;

    private final ConfigTables tables;
    private final ExtensionNodes extensions;
    private final Index<ObjectKey, ModuleSource> ofSource;

    ModuleNodes(IncrementalGraph graph, ConfigTables tables, ExtensionNodes extensions) {
        this.tables = tables;
        this.extensions = extensions;
        ofSource =
                graph.index(
                        "extensions of module source",
                        graph.union(List.of(tables.trafficExtensions, tables.wasmPlugins)),
                        this::sources);
        wanted = graph.output(ofSource, graph.derivation("module demand", this::demand));
    }

    /// Absent where nobody fetches it.
    Optional<FetchedModule> fetched(Evaluation e, ModuleSource source) {
        return e.read(tables.fetchedModules, source);
    }

    /// Why there are no credentials in the Secret that is named.
    Optional<String> loginProblem(Evaluation e, ModuleSource source) {
        Optional<ObjectKey> secret = source.pullSecret();
        if (secret.isEmpty() || login(e, source).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                e.read(tables.secrets, secret.get()).isEmpty()
                        ? "there is no " + secret.get()
                        : "%s has no credentials for %s (expected: type kubernetes.io/dockerconfigjson with an entry for this registry)"
                                .formatted(secret.get(), registry(source)));
    }

    /// Absent where nobody has to fetch anything.
    static Optional<ModuleSource> source(TrafficExtension extension) {
        return extension.spec().wasm().flatMap(wasm -> source(wasm, extension));
    }

    private static Optional<ModuleSource> source(WasmConfig wasm, TrafficExtension extension) {
        return ModuleUrl.parse(wasm.url())
                .filter(url -> !(url instanceof ModuleUrl.File))
                .map(url ->
                        new ModuleSource(
                                wasm.url(),
                                wasm.sha256(),
                                Optional.of(wasm.imagePullSecret())
                                        .filter(name -> url.isImage() && !name.isEmpty())
                                        .map(name ->
                                                new ObjectKey(
                                                        Kind.SECRET,
                                                        extension.metadata().namespace(),
                                                        name)),
                                always(wasm, url)));
    }

    /// As Istio and Kubernetes have it: what a digest names is fetched once, and a tag `latest`
    /// again unless it is said otherwise.
    private static boolean always(WasmConfig wasm, ModuleUrl url) {
        if (!wasm.sha256().isEmpty() || url.digest().isPresent()) {
            return false;
        }
        boolean latest = url instanceof ModuleUrl.Image image && image.tag().equals("latest");
        return wasm.imagePullPolicy() == PullPolicy.ALWAYS
                || (latest && wasm.imagePullPolicy() == PullPolicy.UNSPECIFIED_POLICY);
    }

    private Set<ModuleSource> sources(Evaluation e, ObjectKey key) {
        return extensions.groups(e, key).isEmpty()
                ? Set.of()
                : extensions.find(e, key).flatMap(ModuleNodes::source).stream()
                        .collect(Collectors.toSet());
    }

    private ModuleDemand demand(Evaluation e, ModuleSource source) {
        List<TrafficExtension> namedBy =
                source.always()
                        ? e.members(ofSource, source).stream()
                                .flatMap(key -> extensions.find(e, key).stream())
                                .toList()
                        : List.of();
        return new ModuleDemand(login(e, source), namedBy);
    }

    private Optional<RegistryLogin> login(Evaluation e, ModuleSource source) {
        return source.pullSecret()
                .flatMap(secret -> e.read(tables.secrets, secret))
                .flatMap(secret -> PullSecretReader.read(secret, registry(source)));
    }

    private static String registry(ModuleSource source) {
        return ModuleUrl.parse(source.url())
                .filter(ModuleUrl.Image.class::isInstance)
                .map(ModuleUrl.Image.class::cast)
                .map(ModuleUrl.Image::registry)
                .orElse("");
    }
}
