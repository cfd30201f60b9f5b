// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy.access;

import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.gatehouse.envoy.StringMatchers;
import io.gatehouse.routing.ValueMatch;

/// Conditions on single headers.
public final class HeaderMatchers {
    private HeaderMatchers() {}

    public static HeaderMatcher of(String name, ValueMatch value) {
        HeaderMatcher.Builder header = HeaderMatcher.newBuilder().setName(name);
        return value instanceof ValueMatch.Present
                ? header.setPresentMatch(true).build()
                : header.setStringMatch(StringMatchers.of(value)).build();
    }
}
