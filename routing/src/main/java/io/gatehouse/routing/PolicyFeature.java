// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// What policies ask for that are written apart from routes. It holds for one rule, and for all of
/// a host at once where they agree ([HostRoutes#commonFeatures]).
public sealed interface PolicyFeature extends RouteFeature
        permits BrowserLogin,
                ClientAddresses,
                ClientKeys,
                CompressedAnswers,
                ExternalEdits,
                LargestBody,
                LargestHeaders,
                NobodyLetIn,
                OutOfService,
                PasswordLogin,
                Replacements,
                RequestRates,
                SameOrigin,
                SharedRates {
    /// Names of the [SharedSecret]s that it needs.
    default List<String> materials() {
        return List.of();
    }

    /// Names of the upstreams that it needs.
    default List<String> upstreams() {
        return List.of();
    }
}
