// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.xds;

import org.jspecify.annotations.Nullable;

/// Why one name of one type is to be looked at before the next response.
final class Owed {
    /// The oldest revision of which the proxy lacks this resource's change.
    long since;

    /// Send it even if the proxy has this version: it asked again, or cannot have kept it.
    boolean resend;

    /// It must not look as it did in a response that was refused, see [ScopeRetry].
    boolean disguised;

    /// This change was sent before, in a response that was refused: it does not wait again.
    boolean sentBefore;

    Standing standing = Standing.OPEN;
    @Nullable Hold hold;

    Owed(long since) {
        this.since = since;
    }

    /// The resource has changed again.
    void renew() {
        standing = Standing.OPEN;
        sentBefore = false;
    }

    enum Standing {
        OPEN,
        /// The proxy does not accept the current version.
        REFUSED,
        /// Deleted, but left to the proxy because it is in use.
        KEPT
    }

    /// Waits for other resources, until that moment at most.
    record Hold(boolean removal, long untilNanos) {
        boolean over(long nowNanos) {
            return untilNanos - nowNanos <= 0;
        }
    }
}
