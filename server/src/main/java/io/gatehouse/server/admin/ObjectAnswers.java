// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admin;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.codec.ObjectWriter;
import io.gatehouse.config.codec.ObjectWriter.SecretValues;
import java.util.Arrays;
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
        Optional<Kind> kind = kind(plural);
        if (kind.isEmpty()) {
            return unknown(plural);
        }
        List<ConfigObject> objects =
                view.state().list(kind.get()).stream()
                        .filter(object -> isIn(namespace, object))
                        .toList();
        return AdminResponse.json(writer.json(objects));
    }

    AdminResponse one(String plural, String namespace, String name) {
        Optional<Kind> kind = kind(plural);
        if (kind.isEmpty()) {
            return unknown(plural);
        }
        if (kind.get().namespaced() && namespace.isEmpty()) {
            return AdminResponse.error(400, "an object of " + plural + " needs ?namespace=");
        }
        String place = kind.get().namespaced() ? namespace : "";
        return view.state()
                .find(new ObjectKey(kind.get(), place, name))
                .map(object -> AdminResponse.json(writer.json(object)))
                .orElseGet(() -> AdminResponse.notFound(missing(kind.get(), name)));
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

    private static Optional<Kind> kind(String plural) {
        return Arrays.stream(Kind.values()).filter(k -> k.plural().equals(plural)).findFirst();
    }

    private static AdminResponse unknown(String plural) {
        return AdminResponse.error(
                404,
                "no kind \"" + plural + "\"",
                Arrays.stream(Kind.values()).map(Kind::plural).toList());
    }
}
