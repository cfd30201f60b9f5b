// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.istio.RequestAuthentication;
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
        return List.copyOf(findings);
    }
}
