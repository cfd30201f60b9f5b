// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.envoy;

/// There is no Envoy to run. The message is one sentence for the user: what is missing and what to
/// do about it.
public final class EnvoyUnavailable extends RuntimeException {
    EnvoyUnavailable(String message) {
        super(message);
    }

    EnvoyUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
