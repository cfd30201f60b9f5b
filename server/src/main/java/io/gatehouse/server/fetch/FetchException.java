// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.fetch;

/// Something could not be fetched; the message tells the user what was asked and what came of it.
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1;

    public FetchException(String message) {
        super(message);
    }
}
