// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.envoy;

import io.envoyproxy.envoy.config.cluster.v3.Cluster.DnsLookupFamily;
import io.envoyproxy.envoy.extensions.common.dynamic_forward_proxy.v3.DnsCacheConfig;
import io.gatehouse.routing.AddressFamily;
import io.gatehouse.routing.NameLookup;

/// The names that the proxy looks up for one upstream when somebody asks for them. What shares them
/// names the cache with all of its settings; Envoy refuses two of one name with different ones,
/// those of before a change included, so the name says the settings too.
public final class DnsCacheTranslator {
    private DnsCacheTranslator() {}

    public static DnsCacheConfig translate(String upstream, NameLookup lookup) {
        return DnsCacheConfig.newBuilder()
                .setName("%s %s %s".formatted(upstream, lookup.refresh(), lookup.family()))
                .setDnsRefreshRate(EnvoyDuration.of(lookup.refresh()))
                .setDnsLookupFamily(family(lookup.family()))
                .build();
    }

    private static DnsLookupFamily family(AddressFamily family) {
        return switch (family) {
            case IPV4 -> DnsLookupFamily.V4_ONLY;
            case IPV6 -> DnsLookupFamily.V6_ONLY;
            case BOTH -> DnsLookupFamily.ALL;
        };
    }
}
