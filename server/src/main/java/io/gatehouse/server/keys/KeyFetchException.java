// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.keys;

/// Keys could not be fetched; the message tells the user what was asked and what came of it.
final class KeyFetchException extends Exception {
    private static final long serialVersionUID = 1;

    KeyFetchException(String message) {
        super(message);
    }
}
