// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.AuthorizationPolicy.Operation;
import java.util.List;
import java.util.stream.Stream;

/// Istio's rules for what is asked for.
final class PolicyOperationValidation {
    private PolicyOperationValidation() {}

    static void validate(Scope scope, Operation operation) {
        if (Stream.of(
                        operation.hosts(),
                        operation.notHosts(),
                        operation.ports(),
                        operation.notPorts(),
                        operation.methods(),
                        operation.notMethods(),
                        operation.paths(),
                        operation.notPaths())
                .allMatch(List::isEmpty)) {
            scope.missing("an operation must say something, such as paths or methods");
        }
        PolicyValues.each(scope.field("hosts"), operation.hosts(), PolicyValues::pattern);
        PolicyValues.each(scope.field("notHosts"), operation.notHosts(), PolicyValues::pattern);
        PolicyValues.each(scope.field("ports"), operation.ports(), PolicyValues::port);
        PolicyValues.each(scope.field("notPorts"), operation.notPorts(), PolicyValues::port);
        PolicyValues.each(scope.field("methods"), operation.methods(), PolicyValues::pattern);
        PolicyValues.each(scope.field("notMethods"), operation.notMethods(), PolicyValues::pattern);
        PolicyValues.each(scope.field("paths"), operation.paths(), PolicyOperationValidation::path);
        PolicyValues.each(
                scope.field("notPaths"), operation.notPaths(), PolicyOperationValidation::path);
    }

    private static void path(Scope scope, String path) {
        if (PathTemplates.isTemplate(path)) {
            PathTemplates.problem(path).ifPresent(scope::invalid);
        } else {
            PolicyValues.pattern(scope, path);
        }
    }
}
