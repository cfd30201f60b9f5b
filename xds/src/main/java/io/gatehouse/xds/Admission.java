// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

/// Whether a proxy may connect, and as a member of which group.
public sealed interface Admission {
    /// The proxy is given the resources of that group.
    record Admitted(String group) implements Admission {}

    /// The stream is closed with the reason: as unauthenticated when it carried no credentials, as
    /// forbidden otherwise.
    record Refused(String reason) implements Admission {}
}
