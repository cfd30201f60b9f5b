// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server;

/// What becomes of changes for a group that no connected proxy belongs to.
public enum EmptyGroup {
    /// They are live when the first one has them: one is on its way.
    AWAITS_PROXIES,

    /// They are live at once: its proxies may all be connected elsewhere, or be gone.
    NEEDS_NOTHING
}
