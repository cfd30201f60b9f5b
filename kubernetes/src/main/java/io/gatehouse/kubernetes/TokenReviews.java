// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/// Has the API server say whose token it is. Needs `create` on `tokenreviews`. Safe for use by
/// several threads; a call waits for the answer.
///
/// @param audience for which the token must have been issued
public record TokenReviews(KubernetesClient client, String audience) {
    private static final String PREFIX = "system:serviceaccount:";

    public TokenVerdict review(String token) {
        TokenReview review =
                new TokenReviewBuilder()
                        .withNewSpec()
                        .withToken(token)
                        .withAudiences(audience)
                        .endSpec()
                        .build();
        try {
            return verdict(client.tokenReviews().create(review).getStatus());
        } catch (KubernetesClientException e) {
            return new TokenVerdict.Rejected(
                    "the API server could not be asked about the token: " + reason(e));
        }
    }

    private TokenVerdict verdict(TokenReviewStatus status) {
        if (status == null || !Boolean.TRUE.equals(status.getAuthenticated())) {
            return new TokenVerdict.Rejected(
                    "the API server does not accept the token (expected: a current one of a service account, for audience %s)"
                            .formatted(audience));
        }
        List<String> audiences = status.getAudiences();
        if (audiences == null || !audiences.contains(audience)) {
            return new TokenVerdict.Rejected(
                    "the token is for other audiences (expected: %s)".formatted(audience));
        }
        String user = status.getUser().getUsername();
        String[] parts =
                user.startsWith(PREFIX)
                        ? user.substring(PREFIX.length()).split(":")
                        : new String[0];
        return parts.length == 2
                ? new TokenVerdict.Accepted(parts[0], parts[1])
                : new TokenVerdict.Rejected(
                        "the token is of user %s (expected: a service account)".formatted(user));
    }

    private static String reason(KubernetesClientException e) {
        return e.getCode() == 403
                ? "forbidden (needed: create on tokenreviews.authentication.k8s.io)"
                : String.valueOf(e.getMessage());
    }
}
