// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

import java.util.List;

/// Requests whose tokens are not good are refused; those without tokens pass.
public record TokenVerification(List<TokenIssuer> issuers) implements StagePolicy {
    public TokenVerification {
        issuers = List.copyOf(issuers);
        if (issuers.isEmpty()) {
            throw new IllegalArgumentException("without issuers there are no tokens to verify");
        }
    }

    @Override
    public PolicyStage stage() {
        return PolicyStage.TOKENS;
    }
}
