// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.SortedMaps;
import java.util.SortedMap;

/// The workloads that have all of the labels.
public record WorkloadSelector(SortedMap<String, String> matchLabels) {
    public WorkloadSelector {
        matchLabels = SortedMaps.copyOf(matchLabels);
    }
}
