// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.proxy;

/// A proxy cannot be started as it was asked for. The message is one sentence for the user: what is
/// missing or wrong and what to do about it.
public final class ProxyMisconfigured extends RuntimeException {
    public ProxyMisconfigured(String message) {
        super(message);
    }
}
