// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.envoyproxy.envoy.type.matcher.v3.ListMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher.PathSegment;
import io.envoyproxy.envoy.type.matcher.v3.OrMatcher;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import io.gatehouse.routing.ClaimCondition;
import io.gatehouse.routing.ValueMatch;

/// Claims are where Envoy's JWT filter leaves the payload of a token that it has accepted.
public final class ClaimMatcher {
    private static final String FILTER = "envoy.filters.http.jwt_authn";
    private static final String PAYLOAD = "payload";

    private ClaimMatcher() {}

    public static MetadataMatcher of(ClaimCondition condition) {
        MetadataMatcher.Builder matcher =
                MetadataMatcher.newBuilder().setFilter(FILTER).addPath(segment(PAYLOAD));
        condition.claim().forEach(name -> matcher.addPath(segment(name)));
        return matcher.setValue(value(condition.value())).setInvert(condition.inverted()).build();
    }

    private static PathSegment segment(String key) {
        return PathSegment.newBuilder().setKey(key).build();
    }

    private static ValueMatcher value(ValueMatch value) {
        if (value instanceof ValueMatch.Present) {
            return ValueMatcher.newBuilder().setPresentMatch(true).build();
        }
        ValueMatcher one =
                ValueMatcher.newBuilder().setStringMatch(StringMatchers.of(value)).build();
        ValueMatcher oneOfList =
                ValueMatcher.newBuilder()
                        .setListMatch(ListMatcher.newBuilder().setOneOf(one))
                        .build();
        return ValueMatcher.newBuilder()
                .setOrMatch(
                        OrMatcher.newBuilder().addValueMatchers(oneOfList).addValueMatchers(one))
                .build();
    }
}
