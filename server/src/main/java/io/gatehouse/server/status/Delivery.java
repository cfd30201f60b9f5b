// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import java.util.List;

/// How far an object's last change has come on the proxies that it applies to.
///
/// @param proxies sorted by their names
record Delivery(List<OnProxy> proxies) {
    static final Delivery NOWHERE = new Delivery(List.of());

    Delivery {
        proxies = List.copyOf(proxies);
    }

    record OnProxy(String node, State state) {}

    /// What one proxy has made of it.
    sealed interface State {
        record Live() implements State {}

        record Waiting() implements State {}

        /// @param what which resources, and what the proxy says of them
        record Refused(String what) implements State {}
    }

    boolean complete() {
        return live() == proxies.size();
    }

    int live() {
        return (int) proxies.stream().filter(p -> p.state() instanceof State.Live).count();
    }

    /// Such as `live on 2/3 proxies`.
    String summary() {
        return "live on %d/%d %s"
                .formatted(live(), proxies.size(), proxies.size() == 1 ? "proxy" : "proxies");
    }
}
