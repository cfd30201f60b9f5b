// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.Finding;
import io.gatehouse.config.ObjectKey;
import java.util.List;
import java.util.Optional;

/// The rules of a VirtualService with those of its delegates, in the order in which they are tried.
///
/// @param findings about delegates, some on the VirtualService itself, some on a delegate
record HttpRules(List<HttpRule> rules, List<Finding> findings) {
    static final HttpRules NONE = new HttpRules(List.of(), List.of());

    HttpRules {
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
    }

    List<Finding> findingsOn(ObjectKey object) {
        return findings.stream().filter(f -> f.object().equals(Optional.of(object))).toList();
    }
}
