// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.core.Service;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.engine.VisibleHost;
import io.gatehouse.engine.graph.Evaluation;
import java.util.List;
import java.util.Optional;

/// A host for which nothing stands, and what the author may have meant.
record MissingBackend(HostNodes hosts, VisibleHost key) {

    /// A sentence, where there is something to say.
    Optional<String> why(Evaluation e) {
        return hiddenService(e)
                .or(() -> hiddenEntry(e))
                .or(() -> leadsNowhere(e))
                .or(() -> halfQualified(e))
                .or(() -> wildcard(e));
    }

    private Optional<String> hiddenService(Evaluation e) {
        return hosts.service(e, key.host())
                .filter(_ -> hosts.visibleService(e, key).isEmpty())
                .map(service -> hidden(e, service.key().toString(), exports(e, service)));
    }

    private Visibility exports(Evaluation e, Service service) {
        return Visibility.of(hosts.mesh(e), service);
    }

    private Optional<String> hiddenEntry(Evaluation e) {
        List<ServiceEntry> entries = hosts.entries(e, key.host());
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.getFirst()).map(entry -> hidden(e, entry));
    }

    private String hidden(Evaluation e, ServiceEntry entry) {
        Visibility said = Visibility.of(hosts.mesh(e), entry);
        String namespace = hosts.namespace(e, key.group());
        return said.includes(namespace)
                ? "%s has that host, but serviceEntryVisibility of the mesh hides it from %s, the namespace of the gateway workload"
                        .formatted(entry.key(), namespace)
                : hidden(e, entry.key().toString(), said);
    }

    private String hidden(Evaluation e, String what, Visibility exports) {
        return "%s has that host, but its exportTo %s leaves out %s, the namespace of the gateway workload"
                .formatted(what, exports.exportTo(), hosts.namespace(e, key.group()));
    }

    private Optional<String> leadsNowhere(Evaluation e) {
        return hosts.visibleService(e, key)
                .filter(ServiceBackend::isExternalName)
                .map(service -> hosts.follow(e, key.group(), service))
                .flatMap(name ->
                        name instanceof ExternalName.Nowhere(String why)
                                ? Optional.of("its externalName leads nowhere: " + why)
                                : Optional.empty());
    }

    /// Kubernetes' DNS knows `name.namespace` too; in Istio a host with a dot is a full name.
    private Optional<String> halfQualified(Evaluation e) {
        String host = key.host();
        String name = host.endsWith(".svc") ? host.substring(0, host.length() - 4) : host;
        String full = name + ServiceHost.SUFFIX;
        return ServiceHost.service(full).isPresent() && hosts.service(e, full).isPresent()
                ? Optional.of("a name with a dot is taken as it is: write " + full)
                : Optional.empty();
    }

    private Optional<String> wildcard(Evaluation e) {
        for (int dot = key.host().indexOf('.'); dot >= 0; dot = key.host().indexOf('.', dot + 1)) {
            String wildcard = "*" + key.host().substring(dot);
            if (!hosts.visibleEntries(e, new VisibleHost(key.group(), wildcard)).isEmpty()) {
                return Optional.of(
                        "a ServiceEntry has %s, which is a destination only under that name"
                                .formatted(wildcard));
            }
        }
        return Optional.empty();
    }
}
