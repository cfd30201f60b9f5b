// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Finding;
import java.util.List;

/// What else is in the cluster, and what that means for an object. Safe for use by several threads.
interface Surroundings {
    /// What there would be to say.
    sealed interface Outlook {
        /// Of each version, in their order, as if it were there; without what is wrong with it
        /// alone.
        record Told(List<List<Finding>> findings) implements Outlook {
            public Told {
                findings = findings.stream().map(List::copyOf).toList();
            }
        }

        /// Nothing can be said in time: it is not known yet what there is, say.
        record Unknown() implements Outlook {}

        /// Objects of the namespace are not read at all.
        record NotRead() implements Outlook {}
    }

    /// Waits for a bounded time.
    ///
    /// @param versions of one object of the namespace; may be none
    Outlook of(String namespace, List<ConfigObject> versions) throws InterruptedException;

    /// Tells of an object that will be there in a moment.
    void expect(ConfigObject object);
}
