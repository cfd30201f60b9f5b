// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.config.codec;

/// Bounds on what is read, so that no file can take all memory or time.
///
/// @param maxBytes of one file
/// @param maxDepth of lists and mappings within each other
/// @param maxAliases `*alias` references in one document
/// @param maxNodes values in one document once its aliases are replaced by what they stand for
public record ReadLimits(int maxBytes, int maxDepth, int maxAliases, int maxNodes) {
    public static final ReadLimits DEFAULT = new ReadLimits(8 << 20, 64, 1_000, 1_000_000);
}
