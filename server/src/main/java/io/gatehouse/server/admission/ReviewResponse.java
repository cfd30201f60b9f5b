// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

import io.gatehouse.config.codec.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/// The AdmissionReview that answers one.
final class ReviewResponse {
    private static final int BAD_REQUEST = 400;

    private ReviewResponse() {}

    /// In JSON.
    static String of(String uid, Judgement judgement) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("uid", uid);
        response.put("allowed", judgement.allowed());
        if (!judgement.allowed()) {
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("code", BAD_REQUEST);
            status.put("reason", "BadRequest");
            status.put("message", ReviewText.refusal(judgement.refusals()));
            response.put("status", status);
        }
        if (!judgement.warnings().isEmpty()) {
            response.put("warnings", ReviewText.warnings(judgement.warnings()));
        }
        Map<String, Object> review = new LinkedHashMap<>();
        review.put("apiVersion", ReviewRequestReader.API_VERSION);
        review.put("kind", ReviewRequestReader.KIND);
        review.put("response", response);
        return JsonText.compact(review);
    }
}
