// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.live;

import io.gatehouse.testing.GatewayRequest;
import io.gatehouse.testing.GatewayResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Rules for `shop.example.com`, and what requests get.
///
/// @param rules `spec.http`, without its first indentation
record RoutingCase(String name, String rules, List<Exchange> exchanges) {
    record Exchange(GatewayRequest request, Consumer<GatewayResponse> expectation) {}

    RoutingCase {
        exchanges = List.copyOf(exchanges);
    }

    static RoutingCase of(String name, String rules) {
        return new RoutingCase(name, rules, List.of());
    }

    RoutingCase request(GatewayRequest request, Consumer<GatewayResponse> expectation) {
        List<Exchange> more = new ArrayList<>(exchanges);
        more.add(new Exchange(request, expectation));
        return new RoutingCase(name, rules, more);
    }

    @Override
    public String toString() {
        return name;
    }
}
