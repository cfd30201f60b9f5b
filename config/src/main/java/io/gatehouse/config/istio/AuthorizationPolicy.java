// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.ConfigObject;
import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who may do what.
public record AuthorizationPolicy(ObjectMeta metadata, Spec spec) implements AttachedObject {
    /// With the value `true` the policy decides nothing, and what it would decide is counted.
    public static final String DRY_RUN = "istio.io/dry-run";

    /// An annotation that Gatehouse puts on a policy that stands in for one that cannot be read.
    private static final String STANDS_IN = "gatehouse.io/stands-in-for-unreadable";

    @Override
    public Kind kind() {
        return Kind.AUTHORIZATION_POLICY;
    }

    @Override
    public Attachment attachment() {
        return new Attachment(spec.selector, spec.targetRef, spec.targetRefs);
    }

    /// What stands in for a policy whose rules cannot be read and of which there is no earlier
    /// version: it is for the same workloads and lets nobody in. Absent where it would keep nobody
    /// out, because the policy lets nobody in by itself.
    public Optional<AuthorizationPolicy> closed() {
        if (spec.action != Action.ALLOW) {
            return Optional.empty();
        }
        SortedMap<String, String> annotations = new TreeMap<>(metadata.annotations());
        annotations.put(STANDS_IN, "true");
        ObjectMeta marked =
                new ObjectMeta(
                        metadata.name(),
                        metadata.namespace(),
                        metadata.labels(),
                        annotations,
                        metadata.creationTimestamp(),
                        metadata.uid(),
                        metadata.generation());
        return Optional.of(
                new AuthorizationPolicy(
                        marked,
                        new Spec(
                                spec.selector,
                                spec.targetRef,
                                spec.targetRefs,
                                List.of(),
                                Action.ALLOW,
                                Optional.empty())));
    }

    /// Whether an object is such a policy.
    public static boolean standsIn(ConfigObject object) {
        return object instanceof AuthorizationPolicy
                && object.metadata().annotations().containsKey(STANDS_IN);
    }

    public boolean dryRun() {
        return BooleanText.of(metadata.annotations().getOrDefault(DRY_RUN, "")).orElse(false);
    }

    /// @param rules of which one must match; without any, nothing does
    /// @param provider who decides, with action `CUSTOM`
    public record Spec(
            Optional<WorkloadSelector> selector,
            Optional<PolicyTargetReference> targetRef,
            List<PolicyTargetReference> targetRefs,
            List<Rule> rules,
            Action action,
            Optional<Provider> provider) {
        public Spec {
            targetRefs = List.copyOf(targetRefs);
            rules = List.copyOf(rules);
        }
    }

    public enum Action {
        ALLOW,
        DENY,
        AUDIT,
        CUSTOM
    }

    /// @param name of one of the mesh's `extensionProviders`
    public record Provider(String name) {}

    /// One of the sources, one of the operations and all conditions must match; without any, all
    /// requests do.
    public record Rule(List<From> from, List<To> to, List<Condition> when) {
        public Rule {
            from = List.copyOf(from);
            to = List.copyOf(to);
            when = List.copyOf(when);
        }
    }

    public record From(Optional<Source> source) {}

    /// All fields that are set must match, each with one of its values, or with none in what is
    /// named `not…`.
    ///
    /// @param principals `<trust domain>/ns/<namespace>/sa/<service account>` of the client's
    ///   certificate
    /// @param requestPrincipals `<issuer>/<subject>` of the request's token
    /// @param serviceAccounts `<namespace>/<name>`, or a name in the policy's namespace
    /// @param ipBlocks where the connection comes from
    /// @param remoteIpBlocks where the request comes from, as trusted proxies in front say
    public record Source(
            List<String> principals,
            List<String> notPrincipals,
            List<String> requestPrincipals,
            List<String> notRequestPrincipals,
            List<String> namespaces,
            List<String> notNamespaces,
            List<String> serviceAccounts,
            List<String> notServiceAccounts,
            List<String> trustDomains,
            List<String> notTrustDomains,
            List<String> ipBlocks,
            List<String> notIpBlocks,
            List<String> remoteIpBlocks,
            List<String> notRemoteIpBlocks) {
        public Source {
            principals = List.copyOf(principals);
            notPrincipals = List.copyOf(notPrincipals);
            requestPrincipals = List.copyOf(requestPrincipals);
            notRequestPrincipals = List.copyOf(notRequestPrincipals);
            namespaces = List.copyOf(namespaces);
            notNamespaces = List.copyOf(notNamespaces);
            serviceAccounts = List.copyOf(serviceAccounts);
            notServiceAccounts = List.copyOf(notServiceAccounts);
            trustDomains = List.copyOf(trustDomains);
            notTrustDomains = List.copyOf(notTrustDomains);
            ipBlocks = List.copyOf(ipBlocks);
            notIpBlocks = List.copyOf(notIpBlocks);
            remoteIpBlocks = List.copyOf(remoteIpBlocks);
            notRemoteIpBlocks = List.copyOf(notRemoteIpBlocks);
        }
    }

    public record To(Optional<Operation> operation) {}

    /// As with [Source].
    ///
    /// @param ports of the proxy, as text
    /// @param paths exact, `prefix*`, `*suffix`, `*`, or a template: `{*}` stands for one segment
    ///   and `{**}` for the rest
    public record Operation(
            List<String> hosts,
            List<String> notHosts,
            List<String> ports,
            List<String> notPorts,
            List<String> methods,
            List<String> notMethods,
            List<String> paths,
            List<String> notPaths) {
        public Operation {
            hosts = List.copyOf(hosts);
            notHosts = List.copyOf(notHosts);
            ports = List.copyOf(ports);
            notPorts = List.copyOf(notPorts);
            methods = List.copyOf(methods);
            notMethods = List.copyOf(notMethods);
            paths = List.copyOf(paths);
            notPaths = List.copyOf(notPaths);
        }
    }

    /// @param key such as `request.headers[x-team]`
    public record Condition(String key, List<String> values, List<String> notValues) {
        public Condition {
            values = List.copyOf(values);
            notValues = List.copyOf(notValues);
        }
    }
}
