// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.standalone;

/// Something that a run cannot do without is not to be had; the message is a sentence for the user.
public final class StandaloneUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    StandaloneUnavailable(String sentence) {
        super(sentence);
    }

    StandaloneUnavailable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
