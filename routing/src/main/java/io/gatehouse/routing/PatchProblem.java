// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.routing;

/// What is wrong with a patch.
///
/// @param field below the patch, such as `patch.value.name`; empty for the patch itself
public record PatchProblem(PatchId patch, String field, Weight weight, String message) {
    public enum Weight {
        /// The patch is left out.
        LEFT_OUT,
        /// It is applied, and not all of it has an effect.
        TOLD
    }
}
