// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectKey;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.istio.WorkloadSelector;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What requests meet at a gateway beside being routed. It holds for what it targets, else for the
/// gateways that its selector selects, else for all of its namespace; in the root namespace, of all
/// namespaces. Of policies for one request the most specific that names a feature decides about it.
public record HttpPolicy(ObjectMeta metadata, Spec spec) implements ConfigObject {
    @Override
    public Kind kind() {
        return Kind.HTTP_POLICY;
    }

    /// The Secrets that it names.
    public SortedSet<ObjectKey> secrets() {
        return Stream.of(
                        spec.basicAuth().map(BasicAuth::secretName),
                        spec.apiKeys().map(ApiKeys::secretName),
                        spec.oidc().map(Oidc::secretName))
                .flatMap(Optional::stream)
                .map(name -> new ObjectKey(Kind.SECRET, metadata.namespace(), name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The ConfigMaps that it takes texts from.
    public SortedSet<ObjectKey> texts() {
        return spec.errorPages().stream()
                .flatMap(pages -> pages.pages().stream())
                .flatMap(page -> page.bodyFrom().stream())
                .map(from -> new ObjectKey(Kind.CONFIG_MAP, metadata.namespace(), from.configMap()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// @param selector of gateway workloads, by labels of their Pods
    /// @param disabled features of less specific policies that do not hold here
    public record Spec(
            Optional<WorkloadSelector> selector,
            List<PolicyTarget> targetRefs,
            List<FeatureName> disabled,
            Optional<IpAccess> ipAccess,
            Optional<Maintenance> maintenance,
            Optional<ErrorPages> errorPages,
            Optional<HeaderLimit> headerLimit,
            Optional<BodyLimit> bodyLimit,
            Optional<Csrf> csrf,
            Optional<Compression> compression,
            Optional<LocalRateLimit> localRateLimit,
            Optional<BasicAuth> basicAuth,
            Optional<ApiKeys> apiKeys,
            Optional<Oidc> oidc,
            Optional<GlobalRateLimit> globalRateLimit,
            Optional<ExtProc> extProc) {
        public Spec {
            targetRefs = List.copyOf(targetRefs);
            disabled = List.copyOf(disabled);
        }

        /// The features that the policy decides about.
        public SortedSet<FeatureName> named() {
            return Stream.concat(disabled.stream(), features().stream().map(HttpFeature::feature))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        public List<HttpFeature> features() {
            return Stream.<Optional<? extends HttpFeature>>of(
                            ipAccess,
                            maintenance,
                            errorPages,
                            headerLimit,
                            bodyLimit,
                            csrf,
                            compression,
                            localRateLimit,
                            basicAuth,
                            apiKeys,
                            oidc,
                            globalRateLimit,
                            extProc)
                    .<HttpFeature>flatMap(Optional::stream)
                    .toList();
        }
    }
}
