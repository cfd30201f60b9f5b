// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.GroupHost;

/// A VirtualService bound to a server of a Gateway: where it serves a host, and in which role.
///
/// @param host in which table
/// @param rules the context in which its rules are translated
/// @param httpsRedirect whether the server redirects plain requests to https
record Binding(GroupHost host, RuleContext rules, boolean httpsRedirect) {
    ObjectKey gateway() {
        return rules.gateway();
    }
}
