// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// How a path is brought to one form before it is routed; each includes the one before it.
public enum PathCleaning {
    NONE,
    /// `/a/../b` is `/b`, and `\` is `/`.
    DOT_SEGMENTS,
    /// `//` is `/`.
    MERGED_SLASHES,
    /// `%2F` and `%5C` are `/`.
    DECODED_SLASHES
}
