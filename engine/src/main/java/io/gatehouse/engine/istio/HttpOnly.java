// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.AuthorizationPolicy.From;
import io.gatehouse.config.istio.AuthorizationPolicy.Operation;
import io.gatehouse.config.istio.AuthorizationPolicy.Rule;
import io.gatehouse.config.istio.AuthorizationPolicy.Source;
import io.gatehouse.config.istio.AuthorizationPolicy.To;
import java.util.stream.Stream;

/// Whether a rule of an AuthorizationPolicy asks for something that only HTTP has.
final class HttpOnly {
    private HttpOnly() {}

    /// Whether it asks for something that only a token says.
    static boolean asksForToken(Rule rule) {
        return rule.from().stream()
                        .map(From::source)
                        .flatMap(source -> source.stream())
                        .anyMatch(HttpOnly::asked)
                || rule.when().stream()
                        .anyMatch(condition -> condition.key().startsWith("request.auth."));
    }

    static boolean asked(Rule rule) {
        return asksForToken(rule)
                || rule.to().stream()
                        .map(To::operation)
                        .flatMap(operation -> operation.stream())
                        .anyMatch(HttpOnly::asked)
                || rule.when().stream()
                        .anyMatch(condition -> condition.key().startsWith("request."));
    }

    private static boolean asked(Source source) {
        return !source.requestPrincipals().isEmpty() || !source.notRequestPrincipals().isEmpty();
    }

    private static boolean asked(Operation operation) {
        return Stream.of(
                        operation.hosts(),
                        operation.notHosts(),
                        operation.methods(),
                        operation.notMethods(),
                        operation.paths(),
                        operation.notPaths())
                .anyMatch(list -> !list.isEmpty());
    }
}
