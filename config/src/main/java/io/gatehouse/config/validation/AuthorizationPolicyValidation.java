// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.istio.AuthorizationPolicy;
import io.gatehouse.config.istio.AuthorizationPolicy.Action;
import io.gatehouse.config.istio.AuthorizationPolicy.Rule;
import io.gatehouse.config.istio.BooleanText;
import java.util.List;
import java.util.Optional;

/// Istio's rules for an AuthorizationPolicy.
final class AuthorizationPolicyValidation {
    private AuthorizationPolicyValidation() {}

    static List<Finding> validate(AuthorizationPolicy policy) {
        Scope object = Scope.of(policy);
        Scope spec = object.field("spec");
        AuthorizationPolicy.Spec value = policy.spec();
        AttachmentValidation.validate(spec, policy.attachment());
        dryRun(object, policy);
        provider(spec.field("provider"), value.action(), value.provider());
        if (value.rules().isEmpty()
                && (value.action() == Action.DENY || value.action() == Action.CUSTOM)) {
            spec.field("rules")
                    .missing(
                            "action %s needs rules, for without any nothing matches; the rule {} matches everything"
                                    .formatted(value.action()));
        }
        boolean custom = value.action() == Action.CUSTOM;
        spec.field("rules").each(value.rules(), (item, rule) -> rule(item, rule, custom));
        return spec.findings();
    }

    private static void dryRun(Scope object, AuthorizationPolicy policy) {
        String said = policy.metadata().annotations().get(AuthorizationPolicy.DRY_RUN);
        if (said == null) {
            return;
        }
        Scope annotation =
                object.field("metadata").field("annotations").entry(AuthorizationPolicy.DRY_RUN);
        if (BooleanText.of(said).isEmpty()) {
            annotation.doubtful(
                    "found %s (expected: true or false); the policy decides as without it"
                            .formatted(Scope.quote(said)));
        } else if (policy.dryRun() && policy.spec().action() == Action.CUSTOM) {
            annotation.doubtful(
                    "found true with action CUSTOM (expected: false): no service is asked, and nothing is counted");
        }
    }

    private static void provider(
            Scope scope, Action action, Optional<AuthorizationPolicy.Provider> provider) {
        boolean named = provider.filter(p -> !p.name().isEmpty()).isPresent();
        if (action == Action.CUSTOM && !named) {
            scope.field("name")
                    .missing(
                            "action CUSTOM needs the name of one of the mesh's extensionProviders");
        } else if (action != Action.CUSTOM && provider.isPresent()) {
            scope.invalid(
                    "found a provider with action %s (expected: action CUSTOM, or no provider)"
                            .formatted(action));
        }
    }

    private static void rule(Scope scope, Rule rule, boolean custom) {
        scope.field("from")
                .each(
                        rule.from(),
                        (item, from) ->
                                from.source()
                                        .ifPresentOrElse(
                                                source ->
                                                        PolicySourceValidation.validate(
                                                                item.field("source"),
                                                                source,
                                                                custom),
                                                () ->
                                                        item.field("source")
                                                                .missing(
                                                                        "an item of from must have a source")));
        scope.field("to")
                .each(
                        rule.to(),
                        (item, to) ->
                                to.operation()
                                        .ifPresentOrElse(
                                                operation ->
                                                        PolicyOperationValidation.validate(
                                                                item.field("operation"), operation),
                                                () ->
                                                        item.field("operation")
                                                                .missing(
                                                                        "an item of to must have an operation")));
        scope.field("when")
                .each(
                        rule.when(),
                        (item, condition) ->
                                PolicyConditionValidation.validate(item, condition, custom));
    }
}
