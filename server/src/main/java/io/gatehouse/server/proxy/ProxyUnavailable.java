// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

/// Something that a proxy needs cannot be had. The message is one sentence for the user.
public final class ProxyUnavailable extends RuntimeException {
    ProxyUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
