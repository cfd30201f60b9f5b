// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.FieldPath;
import io.gatehouse.config.Finding;
import io.gatehouse.config.FindingCode;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.core.Secret;
import io.gatehouse.config.core.SecretValue;
import io.gatehouse.config.gatehouse.FeatureName;
import io.gatehouse.config.gatehouse.ServiceReference;
import io.gatehouse.engine.ConfigTables;
import io.gatehouse.engine.GroupUpstream;
import io.gatehouse.engine.core.NamedService;
import io.gatehouse.engine.core.PortProtocol;
import io.gatehouse.engine.core.ServiceHost;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiPredicate;

/// What a feature is read with: other objects that it names, and where to tell of them.
///
/// @param group whose proxies it is read for
/// @param policy that has the feature
record FeatureContext(
        Evaluation e,
        ConfigTables tables,
        ServiceNodes services,
        BiPredicate<Evaluation, GroupUpstream> exists,
        String group,
        ObjectKey policy,
        List<Finding> findings) {

    /// What a Secret of the policy's namespace holds. That there is none is told.
    Optional<SortedMap<String, SecretValue>> secret(FeatureName feature, String name) {
        ObjectKey key = new ObjectKey(Kind.SECRET, policy.namespace(), name);
        Optional<SortedMap<String, SecretValue>> found =
                e.read(tables.secrets, key).map(Secret::data);
        if (found.isEmpty()) {
            tell(
                    FindingCode.POLICY_SECRET_MISSING,
                    feature,
                    "secretName",
                    "there is no %s, so nobody is let in".formatted(key));
        }
        return found;
    }

    /// The upstream that a service comes to, which must speak gRPC. That there is none is told.
    Optional<String> grpcService(FeatureName feature, ServiceReference service) {
        Optional<NamedService.Found> found = service(feature, "service", service);
        Optional<PortProtocol> other =
                found.map(there -> there.port().protocol()).filter(spoken -> !spoken.http2());
        other.ifPresent(protocol ->
                tell(
                        FindingCode.POLICY_SERVICE_UNKNOWN,
                        feature,
                        "service",
                        "port %d of service %s is for %s (expected: gRPC or HTTP/2, as its name or appProtocol says)"
                                .formatted(service.port(), service.host(), protocol)));
        return other.isPresent() ? Optional.empty() : found.map(NamedService.Found::upstream);
    }

    /// What a service comes to. That it comes to nothing is told.
    ///
    /// @param field that names it
    Optional<NamedService.Found> service(
            FeatureName feature, String field, ServiceReference service) {
        String host =
                ServiceHost.qualify(service.host().toLowerCase(Locale.ROOT), policy.namespace());
        NamedService named = NamedService.find(services, e, group, host, service.port(), "");
        if (named instanceof NamedService.Found found
                && exists.test(e, new GroupUpstream(group, found.upstream()))) {
            return Optional.of(found);
        }
        String why =
                named instanceof NamedService.Missing missing
                        ? missing.why()
                        : "service %s cannot be reached as its DestinationRule says"
                                .formatted(host);
        tell(FindingCode.POLICY_SERVICE_UNKNOWN, feature, field, why);
        return Optional.empty();
    }

    void tell(FindingCode code, FeatureName feature, String fieldBelow, String message) {
        findings.add(
                Finding.of(
                        code,
                        policy,
                        FieldPath.of("spec").field(feature.field()).field(fieldBelow),
                        message));
    }
}
