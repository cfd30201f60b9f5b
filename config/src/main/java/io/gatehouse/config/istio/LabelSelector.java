// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.Named;
import io.gatehouse.config.SortedMaps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// What labels something must have: all of `matchLabels`, and as all of `matchExpressions` say.
public record LabelSelector(
        SortedMap<String, String> matchLabels, List<Requirement> matchExpressions) {
    public LabelSelector {
        matchLabels = SortedMaps.copyOf(matchLabels);
        matchExpressions = List.copyOf(matchExpressions);
    }

    public boolean matches(Map<String, String> labels) {
        return labels.entrySet().containsAll(matchLabels.entrySet())
                && matchExpressions.stream().allMatch(requirement -> requirement.holds(labels));
    }

    /// What one label must be like.
    ///
    /// @param operator always there in what is valid
    /// @param values for `In` and `NotIn`
    public record Requirement(String key, Optional<Operator> operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }

        boolean holds(Map<String, String> labels) {
            String value = labels.get(key);
            return operator.filter(o ->
                            switch (o) {
                                case IN -> value != null && values.contains(value);
                                case NOT_IN -> value == null || !values.contains(value);
                                case EXISTS -> value != null;
                                case DOES_NOT_EXIST -> value == null;
                            })
                    .isPresent();
        }
    }

    public enum Operator {
        @Named("In")
        IN,
        @Named("NotIn")
        NOT_IN,
        @Named("Exists")
        EXISTS,
        @Named("DoesNotExist")
        DOES_NOT_EXIST
    }
}
