// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.server.admission;

/// What a review ended with.
public enum ReviewVerdict {
    ALLOWED,
    /// Allowed, with warnings.
    WARNED,
    REFUSED,
    /// There was no answer: what was sent is no review, or a defect.
    FAILED
}
