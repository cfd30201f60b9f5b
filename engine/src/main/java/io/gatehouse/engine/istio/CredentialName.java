// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.util.Optional;

/// The forms of a `credentialName`.
sealed interface CredentialName {
    String AUTHORITY_SUFFIX = "-cacert";
    String KUBERNETES = "kubernetes://";
    String KUBERNETES_GATEWAY = "kubernetes-gateway://";
    String CONFIG_MAP = "configmap://";
    String BUILTIN = "builtin://";

    /// A Secret in one of the namespaces that count: `name` or `kubernetes://name`.
    record Anywhere(String name) implements CredentialName {}

    /// `kubernetes://namespace/name` or `kubernetes-gateway://namespace/name`.
    record InNamespace(String namespace, String name) implements CredentialName {}

    /// `configmap://namespace/name`.
    record OfConfigMap(String namespace, String name) implements CredentialName {}

    /// The mesh's own certificate: `builtin://`.
    record OfMesh() implements CredentialName {}

    /// @param why what the form is and what to write instead
    record Unusable(String why) implements CredentialName {}

    static CredentialName parse(String text) {
        int schemeEnd = text.indexOf("://");
        String rest = schemeEnd < 0 ? text : text.substring(schemeEnd + 3);
        Optional<CredentialName> known =
                switch (schemeEnd < 0 ? "" : text.substring(0, schemeEnd + 3)) {
                    case "" -> anywhere(rest);
                    case KUBERNETES -> anywhere(rest).or(() -> Place.of(rest).map(Place::ofSecret));
                    case KUBERNETES_GATEWAY -> Place.of(rest).map(Place::ofSecret);
                    case CONFIG_MAP -> Place.of(rest).map(Place::ofConfigMap);
                    case BUILTIN -> Optional.of(new OfMesh());
                    case "sds://" -> Optional.of(unusable("asks an SDS provider of its own", text));
                    case "invalid://" ->
                            Optional.of(unusable("stands for no certificate on purpose", text));
                    default -> Optional.empty();
                };
        return known.orElseGet(() ->
                new Unusable(
                        ("found %s (expected: the name of a Secret, or kubernetes://NAME, kubernetes://NAMESPACE/NAME,"
                                        + " kubernetes-gateway://NAMESPACE/NAME or configmap://NAMESPACE/NAME)")
                                .formatted(text)));
    }

    static String withoutAuthoritySuffix(String name) {
        return name.endsWith(AUTHORITY_SUFFIX)
                ? name.substring(0, name.length() - AUTHORITY_SUFFIX.length())
                : name;
    }

    private static Optional<CredentialName> anywhere(String name) {
        return name.isEmpty() || name.contains("/")
                ? Optional.empty()
                : Optional.of(new Anywhere(name));
    }

    private static CredentialName unusable(String what, String text) {
        return new Unusable(
                "found %s, which %s (expected: the name of a Secret)".formatted(text, what));
    }

    /// `namespace/name`.
    record Place(String namespace, String name) {
        static Optional<Place> of(String text) {
            int slash = text.indexOf('/');
            boolean wellFormed =
                    slash > 0 && slash == text.lastIndexOf('/') && slash < text.length() - 1;
            return wellFormed
                    ? Optional.of(new Place(text.substring(0, slash), text.substring(slash + 1)))
                    : Optional.empty();
        }

        CredentialName ofSecret() {
            return new InNamespace(namespace, name);
        }

        CredentialName ofConfigMap() {
            return new OfConfigMap(namespace, name);
        }
    }
}
