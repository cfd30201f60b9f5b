// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.config.gatehouse.FeatureName;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.graph.Evaluation;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What a feature is read with: other objects that it names, and where to tell of them.
///
/// @param group whose proxies it is read for
/// @param policy that has the feature
record FeatureContext(
        Evaluation e, ConfigTables tables, String group, ObjectKey policy, List<Finding> findings) {

    /// What a Secret of the policy's namespace holds. That there is none is told.
    Optional<SortedMap<String, SecretValue>> secret(FeatureName feature, String name) {
        ObjectKey key = new ObjectKey(Kind.SECRET, policy.namespace(), name);
        Optional<SortedMap<String, SecretValue>> found =
                e.read(tables.secrets, key).map(Secret::data);
        if (found.isEmpty()) {
            tell(
                    FindingCode.POLICY_SECRET_MISSING,
                    feature,
                    "secretName",
                    "there is no %s, so nobody is let in".formatted(key));
        }
        return found;
    }

    void tell(FindingCode code, FeatureName feature, String fieldBelow, String message) {
        findings.add(
                Finding.of(
                        code,
                        policy,
                        FieldPath.of("spec").field(feature.field()).field(fieldBelow),
                        message));
    }
}
