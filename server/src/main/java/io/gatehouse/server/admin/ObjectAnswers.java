// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ObjectWriter;
import io.gatehouse.config.codec.ObjectWriter.SecretValues;
import java.util.List;
import java.util.Optional;

/// Objects as the Kubernetes API server would give them; values of Secrets are hidden.
final class ObjectAnswers {
    private final AdminView view;
    private final ObjectWriter writer = new ObjectWriter(SecretValues.HIDDEN);

    ObjectAnswers(AdminView view) {
        this.view = view;
    }

    /// @param namespace empty for all
    AdminResponse list(String plural, String namespace) {
        Optional<Kind> kind = AdminKinds.kind(plural);
        if (kind.isEmpty()) {
            return AdminKinds.unknown(plural);
        }
        List<ConfigObject> objects =
                view.state().list(kind.get()).stream()
                        .filter(object -> isIn(namespace, object))
                        .toList();
        return AdminResponse.json(writer.json(objects));
    }

    AdminResponse one(ObjectKey key) {
        return view.state()
                .find(key)
                .map(object -> AdminResponse.json(writer.json(object)))
                .orElseGet(() -> AdminResponse.notFound(missing(key.kind(), key.name())));
    }

    private static boolean isIn(String namespace, ConfigObject object) {
        return namespace.isEmpty()
                || !object.kind().namespaced()
                || object.metadata().namespace().equals(namespace);
    }

    /// In the API server's words.
    private static String missing(Kind kind, String name) {
        String group = kind.group().isEmpty() ? "" : "." + kind.group();
        return "%s%s \"%s\" not found".formatted(kind.plural(), group, name);
    }
}
