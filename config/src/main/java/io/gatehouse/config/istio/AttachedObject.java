// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.ConfigObject;
import java.util.List;
import java.util.Optional;

/// A policy that is for some workloads: those that it targets, else those that its selector
/// selects, else all of its namespace; in the root namespace, of all namespaces.
public interface AttachedObject extends ConfigObject {
    /// Where the policy says which workloads it is for.
    ///
    /// @param targetRef counts only without `targetRefs`
    record Attachment(
            Optional<WorkloadSelector> selector,
            Optional<PolicyTargetReference> targetRef,
            List<PolicyTargetReference> targetRefs) {
        public Attachment {
            targetRefs = List.copyOf(targetRefs);
        }

        public List<PolicyTargetReference> targets() {
            return targetRefs.isEmpty() ? targetRef.stream().toList() : targetRefs;
        }
    }

    Attachment attachment();
}
