// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.istio;

import io.gatehouse.routing.Placement;

/// `region/zone/subzone` as locality settings name places: each part may be `*`, and what is left
/// out at the end stands for all.
record LocalityPattern(String region, String zone, String subzone) {
    private static final String ANY = "*";

    static LocalityPattern of(String text) {
        String[] parts = text.split("/", 3);
        return new LocalityPattern(
                parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    boolean matches(Placement place) {
        return (region.equals(ANY) || region.equals(place.region()))
                && part(zone, place.zone())
                && part(subzone, place.subzone());
    }

    private static boolean part(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(ANY) || wanted.equals(found);
    }
}
