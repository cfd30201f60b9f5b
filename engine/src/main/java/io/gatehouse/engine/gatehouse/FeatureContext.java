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
import io.gatehouse.engine.core.ServiceHost;
import io.gatehouse.engine.core.ServiceNodes;
import io.gatehouse.engine.graph.Evaluation;
import io.gatehouse.routing.Upstream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BiFunction;

/// What a feature is read with: other objects that it names, and where to tell of them.
///
/// @param group whose proxies it is read for
/// @param policy that has the feature
record FeatureContext(
        Evaluation e,
        ConfigTables tables,
        ServiceNodes services,
        BiFunction<Evaluation, GroupUpstream, Optional<Upstream>> upstreams,
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
        return service(
                feature,
                "service",
                service,
                (found, _) ->
                        found.port().protocol().http2()
                                ? Optional.empty()
                                : Optional.of(
                                        "port %d of service %s is for %s (expected: gRPC or HTTP/2, as its name or appProtocol says)"
                                                .formatted(
                                                        service.port(),
                                                        service.host(),
                                                        found.port().protocol())));
    }

    /// The upstream that an `http` service comes to. That there is none is told.
    Optional<String> plainService(FeatureName feature, String field, ServiceReference service) {
        return service(feature, field, service, (_, _) -> Optional.empty());
    }

    /// As [#plainService], of an `https` service.
    Optional<String> tlsService(FeatureName feature, String field, ServiceReference service) {
        return service(
                feature,
                field,
                service,
                (_, upstream) ->
                        upstream.tls().isPresent()
                                ? Optional.empty()
                                : Optional.of(
                                        "connections to service %s are plain, the URL says https (expected: a DestinationRule for it with tls, such as {mode: SIMPLE})"
                                                .formatted(service.host())));
    }

    /// @param field that names the service
    /// @param problem why it cannot be used
    private Optional<String> service(
            FeatureName feature,
            String field,
            ServiceReference service,
            BiFunction<NamedService.Found, Upstream, Optional<String>> problem) {
        String host =
                ServiceHost.qualify(service.host().toLowerCase(Locale.ROOT), policy.namespace());
        NamedService named = NamedService.find(services, e, group, host, service.port(), "");
        Optional<String> why;
        switch (named) {
            case NamedService.Missing missing -> why = Optional.of(missing.why());
            case NamedService.Found found -> {
                Optional<Upstream> upstream =
                        upstreams.apply(e, new GroupUpstream(group, found.upstream()));
                why =
                        upstream.isEmpty()
                                ? Optional.of(
                                        "service %s cannot be reached as its DestinationRule says"
                                                .formatted(host))
                                : problem.apply(found, upstream.get());
                if (why.isEmpty()) {
                    return Optional.of(found.upstream());
                }
            }
        }
        tell(FindingCode.POLICY_SERVICE_UNKNOWN, feature, field, why.orElseThrow());
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
