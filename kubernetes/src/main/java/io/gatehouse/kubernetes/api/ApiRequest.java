// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.api;

import java.util.Optional;

/// A request to the API server.
///
/// @param path with its query, such as `/api/v1/pods?limit=500`
/// @param accept the media type of the answer
public record ApiRequest(String method, String path, String accept, Optional<Body> body) {
    public static final String JSON = "application/json";
    public static final String MERGE_PATCH = "application/merge-patch+json";

    public record Body(String mediaType, String text) {}

    public static ApiRequest get(String path) {
        return new ApiRequest("GET", path, JSON, Optional.empty());
    }

    /// @param method such as `PUT`
    public static ApiRequest of(String method, String path, String mediaType, String text) {
        return new ApiRequest(method, path, JSON, Optional.of(new Body(mediaType, text)));
    }

    public ApiRequest accepting(String mediaType) {
        return new ApiRequest(method, path, mediaType, body);
    }
}
