// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.engine.graph;

/// Brought up to date before anything is read, so that its readers are concerned only by what has
/// really changed.
interface Settling {
    /// Its place in the order of settling: it may read only those before it.
    int position();

    void settle();

    boolean settled();
}
