// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import java.util.Optional;

/// The DNS names of Services, `<name>.<namespace>.svc.cluster.local`.
public final class ServiceHost {
    static final String SUFFIX = ".svc.cluster.local";

    private ServiceHost() {}

    public static String of(ObjectKey service) {
        return service.name() + "." + service.namespace() + SUFFIX;
    }

    /// A host without a dot is the short name of a Service in the namespace of the object that says
    /// it.
    public static String qualify(String host, String namespace) {
        return host.contains(".") || host.equals("*") ? host : host + "." + namespace + SUFFIX;
    }

    public static Optional<ObjectKey> service(String host) {
        if (!host.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        String[] labels = host.substring(0, host.length() - SUFFIX.length()).split("\\.", -1);
        return labels.length == 2
                ? Optional.of(new ObjectKey(Kind.SERVICE, labels[1], labels[0]))
                : Optional.empty();
    }
}
