// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// Where on a request's way a policy holds that is delivered to proxies by itself, in the order in
/// which requests meet them; and then the same for connections that carry no HTTP.
public enum PolicyStage {
    /// What no service can be asked about, and is refused. It has a stage of its own: connections
    /// that are served by it still must not be let through once there is a check for new ones.
    UNCHECKABLE,
    CHECK_SELECTION,
    CHECK,
    TOKENS,
    ACCESS_NOTES,
    ACCESS_REFUSAL,
    ACCESS_ADMISSION,
    CONNECTION_UNCHECKABLE,
    CONNECTION_CHECK_SELECTION,
    CONNECTION_CHECK,
    CONNECTION_NOTES,
    CONNECTION_REFUSAL,
    CONNECTION_ADMISSION;

    /// Whether it is met by connections that carry no HTTP, and not by requests.
    public boolean ofConnections() {
        return compareTo(CONNECTION_UNCHECKABLE) >= 0;
    }
}
