// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// Where an endpoint runs; unknown parts are empty.
public record Placement(String region, String zone, String subzone) {
    public static final Placement UNKNOWN = new Placement("", "", "");
}
