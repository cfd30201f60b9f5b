// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.status;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.istio.DestinationRule;
import io.gatehouse.config.istio.ServiceEntry;
import io.gatehouse.engine.core.UpstreamName;
import io.gatehouse.engine.istio.DestinationRuleNodes;
import io.gatehouse.xds.Refusal;
import io.gatehouse.xds.ResourceName;
import io.gatehouse.xds.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a proxy refused of what an object may be part of.
final class Refusals {
    private static final int LONGEST_DETAIL = 400;

    private Refusals() {}

    static Optional<String> concerning(ConfigObject object, List<Refusal> refusals) {
        return refusals.stream()
                .filter(refusal -> concerns(object, refusal))
                .findFirst()
                .map(Refusals::text);
    }

    private static boolean concerns(ConfigObject object, Refusal refusal) {
        ResourceType type = refusal.type();
        return switch (object) {
            case DestinationRule rule -> ofHosts(refusal, List.of(DestinationRuleNodes.host(rule)));
            case ServiceEntry entry -> ofHosts(refusal, entry.spec().hosts());
            default ->
                    object.kind() == Kind.GATEWAY
                            ? type == ResourceType.LISTENER || type == ResourceType.SECRET
                            : type == ResourceType.ROUTE || type == ResourceType.SCOPED_ROUTE;
        };
    }

    private static boolean ofHosts(Refusal refusal, List<String> hosts) {
        return (refusal.type() == ResourceType.CLUSTER || refusal.type() == ResourceType.ENDPOINT)
                && refusal.resources().stream()
                        .flatMap(r -> UpstreamName.parse(r.name().name()).stream())
                        .map(UpstreamName::host)
                        .anyMatch(hosts::contains);
    }

    private static String text(Refusal refusal) {
        String names =
                refusal.resources().stream()
                        .map(Refusal.RefusedResource::name)
                        .map(ResourceName::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
        String detail = refusal.detail();
        return (names.isEmpty() ? "a " + refusal.type() + " resource" : names)
                + ": "
                + detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    }
}
