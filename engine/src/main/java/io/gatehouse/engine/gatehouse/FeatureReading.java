// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.gatehouse;

import io.gatehouse.config.Finding;
import io.gatehouse.config.gatehouse.FeatureName;
import io.gatehouse.routing.PolicyFeature;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What one policy asks for, or several together.
///
/// @param features absent where the policy says that there is none
/// @param findings about what was looked up
record FeatureReading(Map<FeatureName, Optional<PolicyFeature>> features, List<Finding> findings) {
    static final FeatureReading NONE = new FeatureReading(Map.of(), List.of());

    FeatureReading {
        features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
        findings = List.copyOf(findings);
    }
}
