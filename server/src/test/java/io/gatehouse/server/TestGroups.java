// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

import io.gatehouse.engine.ProxyGroup;
import io.gatehouse.routing.Placement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

public final class TestGroups {
    public static final ProxyGroup INGRESS =
            new ProxyGroup(
                    "ingress",
                    "istio-system",
                    new TreeMap<>(Map.of("istio", "ingressgateway", "app", "istio-ingressgateway")),
                    "0.0.0.0",
                    new Placement("eu", "eu-1", ""),
                    "node-1",
                    Optional.empty(),
                    Optional.of("src/test/resources/certificates/ca.crt"),
                    true);

    private TestGroups() {}
}
