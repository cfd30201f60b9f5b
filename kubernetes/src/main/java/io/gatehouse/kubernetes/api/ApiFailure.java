// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.api;

/// Why a request came to nothing. Messages are the API server's own where it gave one.
public sealed interface ApiFailure {
    String message();

    /// No such object, or no such kind.
    record NotFound(String message) implements ApiFailure {}

    /// The API server's authorization does not allow it.
    record Forbidden(String message) implements ApiFailure {}

    /// The version from which to go on is too old; so is a continued list.
    record Gone(String message) implements ApiFailure {}

    /// Another one was faster: the object is there already, or has changed.
    record Conflict(String message) implements ApiFailure {}

    /// It would come to the same if it were sent again.
    record Refused(int status, String message) implements ApiFailure {}

    /// The API server does not answer, or cannot at the moment, or does not know who asks.
    record Unavailable(String message) implements ApiFailure {}

    static ApiFailure of(int status, String message) {
        return switch (status) {
            case 403 -> new Forbidden(message);
            case 404 -> new NotFound(message);
            case 409 -> new Conflict(message);
            case 410 -> new Gone(message);
            case 401, 408, 429 -> new Unavailable(message);
            default -> status >= 500 ? new Unavailable(message) : new Refused(status, message);
        };
    }
}
