// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

/// One thing that an [HttpPolicy] asks for. A policy has at most one of each name.
public sealed interface HttpFeature
        permits ApiKeys,
                BasicAuth,
                BodyLimit,
                Compression,
                Csrf,
                ErrorPages,
                ExtProc,
                GlobalRateLimit,
                HeaderLimit,
                IpAccess,
                LocalRateLimit,
                Maintenance,
                Oidc {
    FeatureName feature();
}
