// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What Kubernetes tells a container in its environment; an empty variable is none.
record PodVariables(Map<String, String> environment) {

    Optional<String> optional(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(v -> !v.isEmpty());
    }

    Optional<List<String>> list(String variable) {
        return optional(variable)
                .map(text -> Arrays.stream(text.split(",")).map(String::strip).toList());
    }

    /// @param field of the Pod, for a `fieldRef`
    /// @throws ProxyMisconfigured where neither the user nor a variable says it
    String required(Optional<String> given, String option, List<String> variables, String field) {
        return Stream.concat(given.stream(), variables.stream().flatMap(v -> optional(v).stream()))
                .findFirst()
                .orElseThrow(() ->
                        new ProxyMisconfigured(
                                "%s is not set: set it from the downward API (fieldRef %s), or give %s."
                                        .formatted(variables.getFirst(), field, option)));
    }
}
