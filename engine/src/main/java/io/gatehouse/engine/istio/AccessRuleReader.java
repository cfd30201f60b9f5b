// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.istio.AuthorizationPolicy.Condition;
import io.gatehouse.config.istio.AuthorizationPolicy.From;
import io.gatehouse.config.istio.AuthorizationPolicy.Operation;
import io.gatehouse.config.istio.AuthorizationPolicy.Rule;
import io.gatehouse.config.istio.AuthorizationPolicy.Source;
import io.gatehouse.config.istio.AuthorizationPolicy.To;
import io.gatehouse.routing.AccessRule;
import io.gatehouse.routing.CallerTrait;
import io.gatehouse.routing.Clause;
import io.gatehouse.routing.RequestTrait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One rule of an AuthorizationPolicy: one of its sources and one of its operations must match, and
/// all of its conditions.
final class AccessRuleReader {
    private final AccessScope scope;
    private final SourceReader sources;
    private final OperationReader operations;

    AccessRuleReader(AccessScope scope) {
        this.scope = scope;
        sources = new SourceReader(scope);
        operations = new OperationReader(scope);
    }

    /// Absent where the rule can match nothing.
    Optional<AccessRule> read(String name, Rule rule) {
        boolean possible = true;
        List<Clause<CallerTrait>> callers = new ArrayList<>();
        for (Optional<Source> source : sourcesOf(rule)) {
            ClauseBuilder<CallerTrait> builder = new ClauseBuilder<>(scope);
            source.ifPresent(s -> sources.add(builder, s));
            rule.when().forEach(condition -> sources.add(builder, condition));
            possible &= builder.possible();
            callers.add(builder.build());
        }
        List<Clause<RequestTrait>> requests = new ArrayList<>();
        for (Optional<Operation> operation : operationsOf(rule)) {
            ClauseBuilder<RequestTrait> builder = new ClauseBuilder<>(scope);
            operation.ifPresent(o -> operations.add(builder, o));
            rule.when().forEach(condition -> operations.add(builder, condition));
            possible &= builder.possible();
            requests.add(builder.build());
        }
        possible &= rule.when().stream().allMatch(this::known);
        return possible
                ? Optional.of(
                        new AccessRule(
                                name, new Clause.AnyOf<>(callers), new Clause.AnyOf<>(requests)))
                : Optional.empty();
    }

    /// Whether the condition is one of those that are read; another would be refused before.
    private boolean known(Condition condition) {
        return !scope.refuses()
                ? SourceReader.reads(condition.key()) || OperationReader.reads(condition.key())
                : true;
    }

    private static List<Optional<Source>> sourcesOf(Rule rule) {
        return rule.from().isEmpty()
                ? List.of(Optional.empty())
                : rule.from().stream().map(From::source).toList();
    }

    private static List<Optional<Operation>> operationsOf(Rule rule) {
        return rule.to().isEmpty()
                ? List.of(Optional.empty())
                : rule.to().stream().map(To::operation).toList();
    }
}
