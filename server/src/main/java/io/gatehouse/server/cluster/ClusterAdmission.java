// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.kubernetes.WebhookAuthority;
import io.gatehouse.kubernetes.api.ApiServer;
import io.gatehouse.server.admission.AdmissionServer;
import java.time.Duration;
import java.util.function.Consumer;

/// The admission webhook of a cluster: who answers, and what makes the API server trust it.
record ClusterAdmission(AdmissionServer server, WebhookAuthority authority)
        implements AutoCloseable {
    private static final String WEBHOOK = "validation.gatehouse.io";
    private static final Duration RETRY = Duration.ofSeconds(10);

    /// @param namespace the control plane's own
    /// @param progress told sentences for people; must not block
    /// @param trouble likewise
    static ClusterAdmission of(
            AdmissionServer server,
            ApiServer api,
            String namespace,
            ClusterAuthority authority,
            Consumer<String> progress,
            Consumer<String> trouble) {
        return new ClusterAdmission(
                server,
                new WebhookAuthority(
                        api,
                        "gatehouse-validator-" + namespace,
                        WEBHOOK,
                        authority::trusted,
                        RETRY,
                        progress,
                        trouble));
    }

    @Override
    public void close() {
        authority.close();
        server.close();
    }
}
