// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.validation;

import io.gatehouse.config.Finding;
import io.gatehouse.config.Kind;
import io.gatehouse.config.gatehouse.ApiKeys;
import io.gatehouse.config.gatehouse.BasicAuth;
import io.gatehouse.config.gatehouse.BodyLimit;
import io.gatehouse.config.gatehouse.Compression;
import io.gatehouse.config.gatehouse.Csrf;
import io.gatehouse.config.gatehouse.ErrorPages;
import io.gatehouse.config.gatehouse.ExtProc;
import io.gatehouse.config.gatehouse.FeatureName;
import io.gatehouse.config.gatehouse.GlobalRateLimit;
import io.gatehouse.config.gatehouse.HeaderLimit;
import io.gatehouse.config.gatehouse.HttpFeature;
import io.gatehouse.config.gatehouse.HttpPolicy;
import io.gatehouse.config.gatehouse.IpAccess;
import io.gatehouse.config.gatehouse.LocalRateLimit;
import io.gatehouse.config.gatehouse.Maintenance;
import io.gatehouse.config.gatehouse.Oidc;
import io.gatehouse.config.gatehouse.PolicyTarget;
import java.util.List;
import java.util.Optional;

/// What an HttpPolicy is for. Each feature is judged in a file of its own.
final class HttpPolicyValidation {
    private static final int MOST_TARGETS = 16;

    private HttpPolicyValidation() {}

    static List<Finding> validate(HttpPolicy policy) {
        HttpPolicy.Spec object = policy.spec();
        Scope spec = Scope.of(policy).field("spec");
        Values.oneOf(
                spec,
                "selector and targetRefs",
                object.selector().isPresent(),
                !object.targetRefs().isEmpty());
        object.selector()
                .ifPresent(selector ->
                        LabelValidation.selector(
                                spec.field("selector"), "matchLabels", selector.matchLabels()));
        targets(spec.field("targetRefs"), object.targetRefs());
        List<HttpFeature> features = object.features();
        List<FeatureName> set = features.stream().map(HttpFeature::feature).toList();
        spec.field("disabled").each(object.disabled(), (item, name) -> disabled(item, name, set));
        if (features.isEmpty() && object.disabled().isEmpty()) {
            spec.missing("a policy must set a feature, such as localRateLimit, or disable one");
        }
        features.forEach(feature -> feature(spec.field(feature.feature().field()), feature));
        return spec.findings();
    }

    private static void feature(Scope scope, HttpFeature feature) {
        switch (feature) {
            case IpAccess access -> IpAccessValidation.validate(scope, access);
            case Maintenance maintenance -> MaintenanceValidation.validate(scope, maintenance);
            case ErrorPages pages -> ErrorPagesValidation.validate(scope, pages);
            case HeaderLimit limit -> HeaderLimitValidation.validate(scope, limit);
            case BodyLimit limit -> BodyLimitValidation.validate(scope, limit);
            case Csrf csrf -> CsrfValidation.validate(scope, csrf);
            case Compression compression -> CompressionValidation.validate(scope, compression);
            case LocalRateLimit limit -> LocalRateLimitValidation.validate(scope, limit);
            case BasicAuth auth -> BasicAuthValidation.validate(scope, auth);
            case ApiKeys keys -> ApiKeysValidation.validate(scope, keys);
            case GlobalRateLimit it -> GlobalRateLimitValidation.validate(scope, it);
            case ExtProc it -> ExtProcValidation.validate(scope, it);
            case Oidc it -> OidcValidation.validate(scope, it);
        }
    }

    private static void disabled(Scope scope, FeatureName name, List<FeatureName> set) {
        if (set.contains(name)) {
            scope.invalid(
                    "found %s, which this policy sets (expected: what other policies set)"
                            .formatted(name.field()));
        }
    }

    private static void targets(Scope scope, List<PolicyTarget> targets) {
        if (targets.size() > MOST_TARGETS) {
            scope.invalid(
                    "found %d targets (expected: at most %d)"
                            .formatted(targets.size(), MOST_TARGETS));
        }
        scope.each(targets, HttpPolicyValidation::target);
    }

    private static void target(Scope scope, PolicyTarget target) {
        if (target.name().isEmpty()) {
            scope.field("name").missing("a target must have a name");
        }
        Optional<Kind> kind = target.knownKind();
        if (kind.isEmpty()) {
            scope.invalid(
                    "found kind %s of group %s (expected: Gateway or VirtualService of %s)"
                            .formatted(
                                    Scope.quote(target.kind()),
                                    Scope.quote(target.group()),
                                    Kind.GATEWAY.group()));
        } else if (kind.get() == Kind.GATEWAY && !target.sectionName().isEmpty()) {
            scope.field("sectionName")
                    .invalid(
                            "found %s (expected: none for a Gateway; of a VirtualService, the name of a route)"
                                    .formatted(Scope.quote(target.sectionName())));
        }
    }
}
