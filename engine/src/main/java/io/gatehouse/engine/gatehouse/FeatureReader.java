// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

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
import io.gatehouse.routing.LargestBody;
import io.gatehouse.routing.LargestHeaders;
import io.gatehouse.routing.PolicyFeature;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the features of policies, each in a file of its own.
final class FeatureReader {
    private FeatureReader() {}

    static FeatureReading read(FeatureContext context, HttpPolicy policy) {
        Map<FeatureName, Optional<PolicyFeature>> features = new TreeMap<>();
        policy.spec().disabled().forEach(name -> features.put(name, Optional.empty()));
        for (HttpFeature feature : policy.spec().features()) {
            read(context, feature)
                    .ifPresent(read -> features.put(feature.feature(), Optional.of(read)));
        }
        return new FeatureReading(features, context.findings());
    }

    /// Empty where it cannot be had, which the context is told.
    static Optional<PolicyFeature> read(FeatureContext context, HttpFeature feature) {
        return switch (feature) {
            case IpAccess access -> Optional.of(ClientAddressesReader.read(access));
            case Maintenance maintenance -> Optional.of(OutOfServiceReader.read(maintenance));
            case ErrorPages pages -> new ReplacementsReader(context).read(pages).map(read -> read);
            case HeaderLimit(Optional<Integer> maxKiB, Optional<Integer> maxCount) ->
                    Optional.of(new LargestHeaders(maxKiB, maxCount));
            case BodyLimit limit -> Optional.of(new LargestBody(limit.maxBytes()));
            case Csrf csrf -> Optional.of(SameOriginReader.read(csrf));
            case Compression compression -> Optional.of(CompressedAnswersReader.read(compression));
            case LocalRateLimit limit -> Optional.of(RequestRatesReader.read(limit));
            case BasicAuth auth -> Optional.of(PasswordLoginReader.read(context, auth));
            case ApiKeys keys -> Optional.of(ClientKeysReader.read(context, keys));
            case GlobalRateLimit it -> SharedRatesReader.read(context, it);
            case ExtProc it -> ExternalEditsReader.read(context, it);
            case Oidc it -> Optional.of(BrowserLoginReader.read(context, it));
        };
    }
}
