// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.kubernetes.api;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/// What went wrong with a connection, for people.
final class FailureText {
    private FailureText() {}

    static String of(Throwable failure) {
        Throwable cause = failure.getCause();
        return switch (failure) {
            case ExecutionException _, CompletionException _ when cause != null -> of(cause);
            case ConnectException _ -> "no connection";
            case HttpTimeoutException _ -> "no answer in time";
            default -> {
                String message = failure.getMessage();
                yield message == null ? failure.getClass().getSimpleName() : message;
            }
        };
    }
}
