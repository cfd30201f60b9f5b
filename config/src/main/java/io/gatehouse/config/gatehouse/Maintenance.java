// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import io.gatehouse.config.SortedMaps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// An answer in place of the service's.
///
/// @param status absent means 503
/// @param contentType empty means `text/plain`
/// @param except requests that are served all the same
public record Maintenance(
        Optional<Integer> status,
        String body,
        String contentType,
        SortedMap<String, String> headers,
        Optional<Duration> retryAfter,
        List<RequestCondition> except)
        implements HttpFeature {
    public Maintenance {
        headers = SortedMaps.copyOf(headers);
        except = List.copyOf(except);
    }

    @Override
    public FeatureName feature() {
        return FeatureName.MAINTENANCE;
    }
}
