// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.cluster;

/// The control plane cannot start; the message says why and what to do.
public final class ClusterUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClusterUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
