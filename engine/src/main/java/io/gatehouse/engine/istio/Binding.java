// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.config.ObjectKey;
import io.gatehouse.engine.GroupHost;
import java.util.List;

/// A VirtualService bound to a server of a Gateway: where it serves a host, and in which role.
///
/// @param host in which table
/// @param rules the context in which its rules are translated
/// @param httpsRedirect whether the server redirects plain requests to https
/// @param serverNames that clients of the server give in their TLS hello, where its chain does not
///   tell; empty for any
record Binding(GroupHost host, RuleContext rules, boolean httpsRedirect, List<String> serverNames) {
    ObjectKey gateway() {
        return rules.gateway();
    }
}
