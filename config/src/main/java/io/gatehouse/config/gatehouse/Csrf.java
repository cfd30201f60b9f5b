// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

import io.gatehouse.config.istio.StringMatch;
import java.util.List;

/// Requests that change something must come from pages of the same host, else they get 403. What
/// comes without `Origin` and `Referer` is taken for foreign.
///
/// @param additionalOrigins hosts, with their port if any, whose pages may send them, too
/// @param shadow whether foreign ones are let through all the same, and only counted
public record Csrf(List<StringMatch> additionalOrigins, boolean shadow) implements HttpFeature {
    public Csrf {
        additionalOrigins = List.copyOf(additionalOrigins);
    }

    @Override
    public FeatureName feature() {
        return FeatureName.CSRF;
    }
}
