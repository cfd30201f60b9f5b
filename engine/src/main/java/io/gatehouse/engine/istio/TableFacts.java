// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import java.util.List;

/// What is to be known of a route table that does not change with each of its servers.
///
/// @param servicePort the number that its first server gives its port
/// @param shared whether it is the table of a [SharedTlsChain]
/// @param http3 those of its servers that may be asked over QUIC too
record TableFacts(int servicePort, boolean shared, List<ServerTraits> http3) {
    static final TableFacts NONE = new TableFacts(0, false, List.of());

    TableFacts {
        http3 = List.copyOf(http3);
    }
}
