// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.gatehouse.FeatureName;
import io.gatehouse.config.gatehouse.HttpPolicy;
import io.gatehouse.config.gatehouse.PolicyTarget;
import io.gatehouse.config.istio.HttpRoute;
import io.gatehouse.config.istio.VirtualService;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupNamespaces;
import io.gatehouse.engine.Precedence;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.routing.LargestHeaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// What an HttpPolicy's author has to know.
record HttpPolicyFindings(ConfigTables tables, HttpPolicyNodes policies, GroupNamespaces groups) {
    private static final FieldPath SPEC = FieldPath.of("spec");

    List<Finding> find(Evaluation e, ObjectKey key) {
        Optional<HttpPolicy> found = e.read(tables.httpPolicies, key);
        if (found.isEmpty()) {
            return List.of();
        }
        HttpPolicy policy = found.get();
        List<Finding> findings = new ArrayList<>();
        List<PolicyTarget> targets = policy.spec().targetRefs();
        for (int i = 0; i < targets.size(); i++) {
            FieldPath field = SPEC.field("targetRefs").index(i);
            target(e, policy, targets.get(i), field).ifPresent(findings::add);
        }
        Collection<String> served = targets.isEmpty() ? policies.groups(e, key) : groups.all(e);
        if (targets.isEmpty() && served.isEmpty()) {
            findings.add(withoutGateway(policy));
        }
        served.stream()
                .flatMap(group -> policies.reading(e, group, key).findings().stream())
                .distinct()
                .forEach(findings::add);
        if (!targets.isEmpty()) {
            largerHeaders(e, policy).ifPresent(findings::add);
        }
        taken(e, policy, findings);
        return List.copyOf(findings);
    }

    private static Finding withoutGateway(HttpPolicy policy) {
        String namespace = policy.metadata().namespace();
        return Finding.of(
                FindingCode.POLICY_WITHOUT_GATEWAY,
                policy.key(),
                SPEC.field("selector"),
                policy.spec()
                        .selector()
                        .map(selector ->
                                "selector %s matches the labels of no gateway workload that a policy in %s may be for, so the policy holds for nothing"
                                        .formatted(selector.matchLabels(), namespace))
                        .orElse(
                                "no gateway workload runs in namespace %s, so the policy holds for nothing; set targetRefs, or write it in the namespace of the gateway workload"
                                        .formatted(namespace)));
    }

    /// Where no gateway's connections take them.
    private Optional<Finding> largerHeaders(Evaluation e, HttpPolicy policy) {
        List<LargestHeaders> connections =
                groups.all(e).stream().map(group -> policies.headers(e, group)).toList();
        return policy.spec()
                .headerLimit()
                .map(limit -> new LargestHeaders(limit.maxKiB(), limit.maxCount()))
                .filter(_ -> !connections.isEmpty())
                .filter(asked -> connections.stream().allMatch(asked::exceeds))
                .map(_ ->
                        Finding.of(
                                FindingCode.HEADERS_OF_CONNECTIONS,
                                policy.key(),
                                SPEC.field("headerLimit"),
                                "connections take no more than %d KiB and %d headers (expected: no more than that; what connections take is set by a policy without targetRefs)"
                                        .formatted(
                                                most(
                                                        connections,
                                                        LargestHeaders::kibibytesOfConnection),
                                                most(
                                                        connections,
                                                        LargestHeaders::countOfConnection))));
    }

    private static int most(
            List<LargestHeaders> connections, ToIntFunction<LargestHeaders> number) {
        return connections.stream().mapToInt(number).max().orElseThrow();
    }

    private Optional<Finding> target(
            Evaluation e, HttpPolicy policy, PolicyTarget target, FieldPath field) {
        return target.key(policy.metadata().namespace())
                .flatMap(object -> problem(e, object, target.sectionName()))
                .map(problem ->
                        Finding.of(FindingCode.TARGET_NOT_FOUND, policy.key(), field, problem));
    }

    private Optional<String> problem(Evaluation e, ObjectKey object, String section) {
        if (object.kind() == Kind.GATEWAY) {
            return e.read(tables.gateways, object).isPresent()
                    ? Optional.empty()
                    : Optional.of(missing(object));
        }
        Optional<VirtualService> service = e.read(tables.virtualServices, object);
        if (service.isEmpty()) {
            return Optional.of(missing(object));
        }
        List<String> names =
                service.get().spec().http().stream()
                        .map(HttpRoute::name)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (section.isEmpty() || names.contains(section)) {
            return Optional.empty();
        }
        return Optional.of(
                "%s has no http route called \"%s\" (%s)"
                        .formatted(
                                object,
                                section,
                                names.isEmpty()
                                        ? "none of its routes has a name"
                                        : "found: " + String.join(", ", names)));
    }

    private static String missing(ObjectKey object) {
        return "there is no %s; a policy is for objects of its own namespace".formatted(object);
    }

    private void taken(Evaluation e, HttpPolicy policy, List<Finding> findings) {
        List<HttpPolicy> older =
                policies.rivals(e, policy).stream()
                        .filter(other -> Precedence.OLDEST_FIRST.compare(other, policy) < 0)
                        .sorted(Precedence.OLDEST_FIRST)
                        .toList();
        for (FeatureName name : policy.spec().named()) {
            String takers =
                    older.stream()
                            .filter(other -> other.spec().named().contains(name))
                            .map(other -> other.key().qualifiedName())
                            .collect(Collectors.joining(", "));
            if (!takers.isEmpty()) {
                findings.add(
                        Finding.of(
                                FindingCode.FEATURE_TAKEN,
                                policy.key(),
                                SPEC.field(name.field()),
                                "%s, which is older, decides about %s of the same target"
                                        .formatted(takers, name.field())));
            }
        }
    }
}
