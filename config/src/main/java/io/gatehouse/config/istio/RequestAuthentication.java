// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.istio;

import io.gatehouse.config.Kind;
import io.gatehouse.config.ObjectMeta;
import io.gatehouse.config.PassedOver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Which tokens requests may carry. A request without a token passes, one with a bad token does
/// not.
public record RequestAuthentication(ObjectMeta metadata, Spec spec) implements AttachedObject {
    @Override
    public Kind kind() {
        return Kind.REQUEST_AUTHENTICATION;
    }

    @Override
    public Attachment attachment() {
        return new Attachment(spec.selector, spec.targetRef, spec.targetRefs);
    }

    public record Spec(
            Optional<WorkloadSelector> selector,
            Optional<PolicyTargetReference> targetRef,
            List<PolicyTargetReference> targetRefs,
            List<JwtRule> jwtRules) {
        public Spec {
            targetRefs = List.copyOf(targetRefs);
            jwtRules = List.copyOf(jwtRules);
        }
    }

    /// The tokens of one issuer.
    ///
    /// @param issuer empty means any
    /// @param audiences of which a token must name one; empty means that its audience is not looked
    ///   at
    /// @param jwks the keys, as JSON; stands before `jwksUri`
    /// @param fromHeaders where a token is looked for; without any place it is `Authorization:
    ///   Bearer` and the query parameter `access_token`
    /// @param timeout for the fetch of keys; absent means 5 s
    /// @param spaceDelimitedClaims whose words count as values of their own, beside `scope` and
    ///   `permission`
    @PassedOver(noEffect = "presence")
    public record JwtRule(
            String issuer,
            List<String> audiences,
            String jwksUri,
            String jwks,
            List<JwtHeader> fromHeaders,
            List<String> fromParams,
            List<String> fromCookies,
            String outputPayloadToHeader,
            boolean forwardOriginalToken,
            List<ClaimToHeader> outputClaimToHeaders,
            Optional<Duration> timeout,
            List<String> spaceDelimitedClaims) {
        public JwtRule {
            audiences = List.copyOf(audiences);
            fromHeaders = List.copyOf(fromHeaders);
            fromParams = List.copyOf(fromParams);
            fromCookies = List.copyOf(fromCookies);
            outputClaimToHeaders = List.copyOf(outputClaimToHeaders);
            spaceDelimitedClaims = List.copyOf(spaceDelimitedClaims);
        }
    }

    /// @param prefix what stands before the token, such as `Bearer ` with its space
    public record JwtHeader(String name, String prefix) {}

    /// @param claim its name, or the names that lead to it, joined by dots
    public record ClaimToHeader(String header, String claim) {}
}
