// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.MaterialRef;
import io.gatehouse.engine.graph.Evaluation;
import java.util.ArrayList;
import java.util.List;

/// What a Gateway's author has to know about the TLS material that a server names.
final class CredentialFindings {
    private CredentialFindings() {}

    static List<Finding> of(
            Evaluation e, ObjectKey gateway, CredentialNodes nodes, ServerCredentials credentials) {
        String consequence =
                credentials.suffice() ? "the server does without it" : "the server is left out";
        String absence = credentials.suffice() ? consequence : consequence + " until there is one";
        List<Finding> findings = new ArrayList<>();
        credentials
                .all()
                .forEach(need -> {
                    FieldPath field = need.field();
                    switch (need.credential()) {
                        case Credential.Found(MaterialRef material) ->
                                e.get(nodes.remarks, material)
                                        .forEach(remark ->
                                                findings.add(
                                                        Finding.of(
                                                                remark.code(),
                                                                gateway,
                                                                field,
                                                                remark.message())));
                        case Credential.Missing(String why, String remedy) ->
                                findings.add(
                                        Finding.of(
                                                FindingCode.SECRET_MISSING,
                                                gateway,
                                                field,
                                                "%s; %s. %s".formatted(why, absence, remedy)));
                        case Credential.Broken(String why) ->
                                findings.add(
                                        Finding.of(
                                                FindingCode.SECRET_INVALID,
                                                gateway,
                                                field,
                                                "%s; %s".formatted(why, consequence)));
                    }
                });
        return findings;
    }
}
