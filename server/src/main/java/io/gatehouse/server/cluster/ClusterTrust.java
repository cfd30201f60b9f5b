// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.kubernetes.PublishedText;
import java.io.IOException;
import java.util.SortedSet;

/// Keeps the CA fresh and where proxies find it.
record ClusterTrust(
        ClusterAuthority authority, PublishedText certificates, SortedSet<String> namespaces) {
    /// The ConfigMap that pods of gateways mount, and its entry.
    static final String CONFIG_MAP = "gatehouse-ca-root-cert";

    static final String ENTRY = "root-cert.pem";

    /// One namespace that cannot be written keeps no other from it.
    ///
    /// @throws IOException if the CA cannot be had, or not be published everywhere
    void refresh() throws IOException {
        String trusted = authority.refresh();
        StringBuilder problems = new StringBuilder();
        for (String namespace : namespaces) {
            try {
                certificates.publish(namespace, trusted);
            } catch (RuntimeException e) {
                problems.append(" ")
                        .append(namespace)
                        .append(": ")
                        .append(e.getMessage())
                        .append(';');
            }
        }
        if (!problems.isEmpty()) {
            throw new IOException(
                    "ConfigMap %s is not up to date, and gateways there may not trust the control plane:%s"
                            .formatted(CONFIG_MAP, problems));
        }
    }
}
