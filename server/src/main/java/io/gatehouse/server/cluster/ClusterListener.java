// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

import io.gatehouse.server.AppliedChange;
import io.gatehouse.server.LiveChange;

/// Told what happens to the control plane of a cluster, in order, by one thread at a time.
public interface ClusterListener {
    /// Something takes its time, or goes on after a pause; a sentence for people.
    void progress(String sentence);

    /// Something that an operator has to see to, until it says otherwise; a sentence for people.
    void trouble(String sentence);

    /// The configuration is read, and proxies are served.
    void serving();

    void applied(AppliedChange change);

    void live(LiveChange change);
}
