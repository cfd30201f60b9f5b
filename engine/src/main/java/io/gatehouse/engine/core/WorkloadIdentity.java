// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.core;

import java.util.Comparator;
import java.util.Optional;

/// Whom the mesh's certificates say that a workload is: a service account of a namespace.
public record WorkloadIdentity(String namespace, String account)
        implements Comparable<WorkloadIdentity> {
    private static final Comparator<WorkloadIdentity> ORDER =
            Comparator.comparing(WorkloadIdentity::namespace)
                    .thenComparing(WorkloadIdentity::account);

    /// What Kubernetes gives to a Pod that names none.
    private static final String OF_PODS = "default";

    static WorkloadIdentity ofPod(String namespace, String account) {
        return new WorkloadIdentity(namespace, account.isEmpty() ? OF_PODS : account);
    }

    /// Absent for a WorkloadEntry that names none.
    static Optional<WorkloadIdentity> ofEntry(String namespace, String account) {
        return account.isEmpty()
                ? Optional.empty()
                : Optional.of(new WorkloadIdentity(namespace, account));
    }

    @Override
    public int compareTo(WorkloadIdentity other) {
        return ORDER.compare(this, other);
    }
}
