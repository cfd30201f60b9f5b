// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import java.util.Optional;

/// How large the headers of a request may be; more is answered with 431.
///
/// @param maxKiB of names and values together, the path among them
/// @param maxCount how many there may be
public record HeaderLimit(Optional<Integer> maxKiB, Optional<Integer> maxCount)
        implements HttpFeature {
    @Override
    public FeatureName feature() {
        return FeatureName.HEADER_LIMIT;
    }
}
