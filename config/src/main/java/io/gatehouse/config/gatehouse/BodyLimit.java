// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.gatehouse;

/// How large a request's body may be; more is answered with 413. Nothing is held back for it.
public record BodyLimit(long maxBytes) implements HttpFeature {
    @Override
    public FeatureName feature() {
        return FeatureName.BODY_LIMIT;
    }
}
