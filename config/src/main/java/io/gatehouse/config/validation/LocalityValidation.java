// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.istio.LocalityLbSetting;
import io.gatehouse.config.istio.LocalityLbSetting.Distribute;
import io.gatehouse.config.istio.LocalityLbSetting.Failover;
import io.gatehouse.config.istio.ZoneAwareLbSetting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Istio's rules for settings about regions and zones.
///
/// @param outlierDetection whether there is any; the failover of localities needs it
record LocalityValidation(boolean outlierDetection) {
    private static final Set<String> PLACES =
            Set.of(
                    "topology.kubernetes.io/region",
                    "topology.kubernetes.io/zone",
                    "topology.istio.io/subzone");

    void validate(Scope scope, LocalityLbSetting setting) {
        if (!setting.distribute().isEmpty() && !setting.failover().isEmpty()) {
            scope.invalid("found distribute and failover (expected: one of them)");
        }
        if (!setting.failover().isEmpty()) {
            placesNotAllowed(
                    scope.field("failoverPriority"), setting.failoverPriority(), "with failover");
        }
        scope.field("distribute").each(setting.distribute(), LocalityValidation::distribute);
        overlaps(
                scope.field("distribute"),
                setting.distribute().stream().map(Distribute::from).toList());
        if (!outlierDetection
                && !(setting.failover().isEmpty() && setting.failoverPriority().isEmpty())) {
            scope.field(setting.failover().isEmpty() ? "failoverPriority" : "failover")
                    .doubtful(
                            "found failover without outlierDetection, which tells when to fail over:"
                                    + " it has no effect");
        }
        failover(scope, setting.failover(), setting.failoverPriority());
    }

    /// Its order of places holds without outlier detection, too.
    void zoneAware(Scope scope, ZoneAwareLbSetting setting) {
        placesNotAllowed(scope.field("failoverPriority"), setting.failoverPriority(), "here");
        failover(scope, setting.failover(), setting.failoverPriority());
        setting.minClusterSize()
                .ifPresent(size -> Values.count(scope.field("minClusterSize"), size));
    }

    private static void failover(Scope scope, List<Failover> failover, List<String> priority) {
        scope.field("failover").each(failover, LocalityValidation::regions);
        scope.field("failoverPriority")
                .each(
                        priority,
                        (item, label) -> {
                            int equals = label.indexOf('=');
                            String key = equals < 0 ? label : label.substring(0, equals);
                            if (!LabelValidation.isKey(key)) {
                                item.invalid(
                                        "found %s (expected: the key of a label, or key=value)"
                                                .formatted(Scope.quote(label)));
                            }
                        });
    }

    private static void regions(Scope scope, Failover failover) {
        region(scope.field("from"), failover.from());
        region(scope.field("to"), failover.to());
        if (failover.from().equals(failover.to())) {
            scope.field("to")
                    .invalid("found the region of from (expected: two regions that differ)");
        }
    }

    private static void region(Scope scope, String region) {
        if (region.isEmpty()) {
            scope.missing("a failover must have from and to");
        } else if (region.indexOf('/') >= 0 || region.indexOf('*') >= 0) {
            scope.invalid(
                    "found %s (expected: a region, without zone and without *)"
                            .formatted(Scope.quote(region)));
        }
    }

    private static void placesNotAllowed(Scope scope, List<String> priority, String where) {
        scope.each(
                priority,
                (item, label) -> {
                    if (PLACES.contains(label)) {
                        item.invalid(
                                "found %s (expected %s: labels other than those of region, zone and subzone)"
                                        .formatted(Scope.quote(label), where));
                    }
                });
    }

    private static void distribute(Scope scope, Distribute distribute) {
        int total = 0;
        for (var to : distribute.to().entrySet()) {
            int weight = to.getValue();
            if (weight < 1 || weight > 100) {
                scope.field("to")
                        .entry(to.getKey())
                        .invalid("found %d (expected: 1 to 100)".formatted(weight));
                return;
            }
            total += weight;
        }
        if (total != 100) {
            scope.field("to")
                    .invalid("found weights of %d together (expected: 100)".formatted(total));
        }
        overlaps(scope.field("to"), distribute.to().keySet());
    }

    /// Each is `region`, `region/zone` or `region/zone/subzone`, whose end may be `*`.
    private static void overlaps(Scope scope, Collection<String> localities) {
        List<String> earlier = new ArrayList<>();
        for (String locality : localities) {
            int star = locality.indexOf('*');
            if (star >= 0 && star < locality.length() - 1) {
                scope.invalid(
                        "found %s (expected: * at the end only)".formatted(Scope.quote(locality)));
            }
            earlier.stream()
                    .filter(other -> within(locality, other) || within(other, locality))
                    .findFirst()
                    .ifPresent(other ->
                            scope.invalid(
                                    "found %s, which overlaps %s (expected: places that do not overlap)"
                                            .formatted(Scope.quote(locality), Scope.quote(other))));
            earlier.add(locality);
        }
    }

    private static boolean within(String inner, String outer) {
        String prefix = outer.endsWith("*") ? outer.substring(0, outer.length() - 1) : outer + "/";
        return inner.equals(outer) || inner.startsWith(prefix);
    }
}
