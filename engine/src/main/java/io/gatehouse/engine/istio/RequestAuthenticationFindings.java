// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.Severity;
import io.gatehouse.config.istio.RequestAuthentication;
import io.gatehouse.config.istio.RequestAuthentication.JwtRule;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a RequestAuthentication's author has to know.
record RequestAuthenticationFindings(
        ConfigTables tables, TokenNodes tokens, AttachmentFindings attachment) {

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<RequestAuthentication> object = e.read(tables.requestAuthentications, key);
        if (object.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        if (tokens.attachment.groups(e, key).isEmpty()) {
            findings.add(attachment.unattached(e, object.get()));
        }
        for (int i = 0; i < object.get().spec().jwtRules().size(); i++) {
            keys(e, object.get(), i, findings);
        }
        return List.copyOf(findings);
    }

    private void keys(
            Evaluation e, RequestAuthentication object, int index, List<Finding> findings) {
        JwtRule rule = object.spec().jwtRules().get(index);
        FieldPath field = FieldPath.of("spec.jwtRules").index(index).field(field(rule));
        Optional<KeySet> set = tokens.keys.keys(e, rule);
        KeyNodes.source(rule)
                .flatMap(source -> tokens.keys.problem(e, source))
                .map(problem -> notFetched(object, field, problem, set.isPresent()))
                .ifPresent(findings::add);
        set.ifPresent(keys -> {
            FindingCode code =
                    keys.usable().isPresent() ? FindingCode.KEY_LEFT_OUT : FindingCode.NO_KEYS;
            String outcome =
                    keys.usable().isPresent()
                            ? "; it is left out"
                            : "; every token of this issuer is refused with 401";
            keys.problems()
                    .forEach(problem ->
                            findings.add(Finding.of(code, object.key(), field, problem + outcome)));
        });
    }

    private static Finding notFetched(
            RequestAuthentication object, FieldPath field, String problem, boolean known) {
        return new Finding(
                FindingCode.KEYS_NOT_FETCHED,
                known ? Severity.WARNING : FindingCode.KEYS_NOT_FETCHED.severity(),
                Optional.of(object.key()),
                field,
                problem
                        + (known
                                ? "; the keys that were fetched before stay in use"
                                : "; until it can be, every token of this issuer is refused with 401"),
                Optional.empty());
    }

    /// The one that says where the keys are.
    private static String field(JwtRule rule) {
        if (!rule.jwks().isEmpty()) {
            return "jwks";
        }
        return rule.jwksUri().isEmpty() ? "issuer" : "jwksUri";
    }
}
