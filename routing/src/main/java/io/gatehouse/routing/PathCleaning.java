// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// How a path is brought to one form before it is routed.
///
/// @param dotSegments whether `/a/../b` is `/b`, and `\` is `/`
/// @param mergedSlashes whether `//` is `/`
/// @param escapedSlashes what becomes of `%2F` and `%5C`
public record PathCleaning(
        boolean dotSegments, boolean mergedSlashes, EscapedSlashes escapedSlashes) {
    public static final PathCleaning NONE = new PathCleaning(false, false, EscapedSlashes.KEPT);
    public static final PathCleaning DOT_SEGMENTS =
            new PathCleaning(true, false, EscapedSlashes.KEPT);
    public static final PathCleaning MERGED_SLASHES =
            new PathCleaning(true, true, EscapedSlashes.KEPT);
    public static final PathCleaning DECODED_SLASHES =
            new PathCleaning(true, true, EscapedSlashes.DECODED);

    public enum EscapedSlashes {
        KEPT,
        /// The request is answered with 400.
        REFUSED,
        /// The client is sent to the path with slashes.
        REDIRECTED,
        DECODED
    }
}
